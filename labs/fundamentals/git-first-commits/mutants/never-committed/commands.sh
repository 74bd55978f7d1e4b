git switch -qc teapots
printf "# Teapots\n\n- TBW-5006 Stoneware Teapot 900 ml: 1690.00\n" > teapots.md
git add teapots.md
