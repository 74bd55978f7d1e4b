sh office.sh begin
git init -b main counter
cd counter
git pull --tags ../office/counter.git main
sed 's/10 to 20$/9 to 20/' hours.txt > ../new
mv ../new hours.txt
git commit -am "Open at 9"
