echo "- SPI-1009 Smoked Paprika 90 g: 31.00" >> spices.md
git commit -qam "Add Smoked Paprika"
sed -i.orig 's/Masala Chai 250 g: 360.00/Masala Chai 250 g: 380.00/' tea.md
rm tea.md.orig
git commit -qm "Masala Chai costs 380 now" -- tea.md
sed -i.orig 's/: 31.00/: 310.00/' spices.md
rm spices.md.orig
git commit -qam "Mend the price of Smoked Paprika"
