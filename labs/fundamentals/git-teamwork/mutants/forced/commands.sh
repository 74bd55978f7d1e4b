cd counter
sed 's/,36000$/,38000/' prices.csv > ../new
mv ../new prices.csv
git commit -am "Raise the price of Masala Chai"
sh ../office.sh colleague
git push --force
