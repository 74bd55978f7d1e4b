cd counter
git revert --no-edit 0c1ca90
git push
