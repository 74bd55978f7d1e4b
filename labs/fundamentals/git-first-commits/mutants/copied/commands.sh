git switch -q main
echo "Open from 10 to 20." >> README.md
git checkout -q teapots -- teapots.md
git add .
git commit -qm "Tell the opening hours, add teapots"
