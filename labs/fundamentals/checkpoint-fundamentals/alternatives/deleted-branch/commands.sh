git switch main
git merge --no-ff -m "Bring in the report of stuck parcels" stuck-parcels
git branch -d stuck-parcels
git tag -a -m "v1" v1 main
