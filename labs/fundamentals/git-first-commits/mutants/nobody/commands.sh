git init -q -b main
git add .
git commit -qm "Add the menu"
