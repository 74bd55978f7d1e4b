git init -q -b master
git config user.name "Buyer"
git config user.email buyer@example.com
git add .
git commit -qm "Add the menu"
