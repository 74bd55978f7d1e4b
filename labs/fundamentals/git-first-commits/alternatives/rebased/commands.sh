git switch -q main
echo "Open from 10 to 20." >> README.md
git commit -qam "Tell the opening hours"
git rebase -q main teapots
git switch -q main
git merge -q --no-ff -m "Bring in the teapots" teapots
