git switch main
git merge --squash stuck-parcels
git commit -m "Report the parcels that are stuck"
git tag -a v1 -m "First version"
