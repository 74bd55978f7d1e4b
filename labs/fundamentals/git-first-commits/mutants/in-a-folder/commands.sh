git init -q -b main menu
