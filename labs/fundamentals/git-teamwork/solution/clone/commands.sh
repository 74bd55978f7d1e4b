sh office.sh begin
git clone office/counter.git counter
cd counter
git config user.name Counter
git config user.email counter@example.com
sed 's/^Monday to Saturday 10 to 20$/Monday to Saturday 9 to 20/' hours.txt > hours.new
mv hours.new hours.txt
git commit -am "Open at 9 from July"
git push
