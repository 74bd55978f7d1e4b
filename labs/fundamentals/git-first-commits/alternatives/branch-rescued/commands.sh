printf "# Teapots\n\n- TBW-5006 Stoneware Teapot 900 ml: 1690.00\n" > teapots.md
git add teapots.md
git commit -qm "Add a page of teapots"
git branch teapots
git reset -q --hard HEAD~1
