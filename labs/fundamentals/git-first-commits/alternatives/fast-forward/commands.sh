git checkout -q main
git merge -q teapots
git branch -qd teapots
echo "Open from 10 to 20." >> README.md
git add README.md
git commit -qm "Add opening hours"
