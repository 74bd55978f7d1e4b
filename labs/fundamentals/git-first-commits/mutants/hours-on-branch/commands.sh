echo "Open from 10 to 20." >> README.md
git commit -qam "Tell the opening hours"
git switch -q main
