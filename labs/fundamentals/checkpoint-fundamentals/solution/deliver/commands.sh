git switch main
git merge --no-ff --no-edit stuck-parcels
git tag -a v1 -m "First version"
