git init -q -b main
git config user.name "Buyer"
git config user.email buyer@example.com
git add README.md tea.md
git commit -qm "Add the menu"
