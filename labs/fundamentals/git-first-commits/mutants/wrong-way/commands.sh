git switch -q main
echo "Open from 10 to 20." >> README.md
git commit -qam "Tell the opening hours"
git switch -q teapots
git merge -q --no-edit main
