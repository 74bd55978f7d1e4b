git init -q -b trunk
git config user.name "The buyer of Saffron Lane"
git config user.email Buyer@example.com
git add .
git commit -qm "Menu: first version of README, tea and spices"
git branch -m main
