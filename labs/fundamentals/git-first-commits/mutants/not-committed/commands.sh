sed -i.orig 's/Masala Chai 250 g: 360.00/Masala Chai 250 g: 380.00/' tea.md
rm tea.md.orig
git commit -qam "Raise the price of Masala Chai"
echo "- SPI-1009 Smoked Paprika 90 g: 310.00" >> spices.md
git add spices.md
