git switch -qc teapots
git add teapots.md
git commit -qm "Add a page of teapots"
