git switch -qc diwali
sed -i.orig 's/\(Masala Chai 250 g: \).*/\1320.00/' tea.md
rm tea.md.orig
git commit -qam "Lower the price of Masala Chai for Diwali"
git switch -q main
sed -i.orig 's/\(Masala Chai 250 g: \).*/\1395.00/' tea.md
rm tea.md.orig
git commit -qam "Raise the price of Masala Chai: cardamom got dearer"
git merge -q diwali || echo "a conflict, as expected"
git checkout -q --theirs tea.md
sed -i.orig 's/\(Masala Chai 250 g: \).*/\1350.00/' tea.md
rm tea.md.orig
git add .
git merge --continue
