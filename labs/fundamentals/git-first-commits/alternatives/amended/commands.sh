git init -q -b main
git add README.md tea.md spices.md
git commit -qm "Add the menu"
git config user.name "Buyer"
git config user.email buyer@example.com
git commit -q --amend --reset-author --no-edit
