sh office.sh begin
git init -b main counter
cd counter
git remote add origin ../office/counter.git
git fetch --tags origin
git switch -c today origin/main
git branch -M main
printf 'Monday to Saturday 9 to 20\n' > top
sed 1d hours.txt >> top
mv top hours.txt
git add hours.txt
git commit -m "Hours: 9 to 20"
git push origin HEAD:main
