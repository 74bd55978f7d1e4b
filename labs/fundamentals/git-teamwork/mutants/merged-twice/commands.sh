cd counter
git merge --no-ff --no-edit origin/gift-wrap
git rm call-list.txt
git commit -m "Remove the call list"
sh ../office.sh answer
git fetch
git merge --no-ff --no-edit -X theirs origin/gift-wrap
git push
