cd counter
sh ../office.sh colleague
sed 's/,36000$/,38000/' prices.csv > ../new
mv ../new prices.csv
git add prices.csv
git commit -m "Masala Chai costs 380.00"
git pull --rebase
git push
