git checkout -q -b teapots
echo "# Teapots" > teapots.md
git add teapots.md
git commit -qm "Begin a page of teapots"
printf "# Teapots\n\n- TBW-5006 Stoneware Teapot 900 ml: 1690.00\n" > teapots.md
git commit -qam "Add the stoneware teapot"
git checkout -q main
