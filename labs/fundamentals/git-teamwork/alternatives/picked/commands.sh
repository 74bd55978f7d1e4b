cd counter
sed 's/^\(TEA-2004,.*\),36000$/\1,38000/' prices.csv > prices.new
mv prices.new prices.csv
git commit -am "Raise the price of Masala Chai"
sh ../office.sh colleague
git branch mine
git fetch
git reset --hard origin/main
git cherry-pick mine
git branch -D mine
git push
