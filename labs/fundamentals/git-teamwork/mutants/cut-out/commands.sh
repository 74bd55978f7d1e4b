cd counter
git rebase --onto 0c1ca90~1 0c1ca90 main
git push --force
