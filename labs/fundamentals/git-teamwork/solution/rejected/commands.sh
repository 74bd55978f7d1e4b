cd counter
sed 's/^\(TEA-2004,.*\),36000$/\1,38000/' prices.csv > prices.new
mv prices.new prices.csv
git commit -am "Raise the price of Masala Chai"
sh ../office.sh colleague
if git push; then exit 1; fi
git fetch
git rebase origin/main
git push
