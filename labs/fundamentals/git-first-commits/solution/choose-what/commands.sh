sed -i.orig 's/Masala Chai 250 g: 360.00/Masala Chai 250 g: 380.00/' tea.md
rm tea.md.orig
echo "- SPI-1009 Smoked Paprika 90 g: 310.00" >> spices.md
git add tea.md
git commit -qm "Raise the price of Masala Chai"
git add spices.md
git commit -qm "Add Smoked Paprika"
