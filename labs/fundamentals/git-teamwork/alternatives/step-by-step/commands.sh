cd counter
git bisect start
git bisect bad
git bisect good release-1
until git bisect log | grep -q '^# first bad commit'; do
  if sh ../free-delivery.sh; then git bisect good; else git bisect bad; fi
done
git bisect reset
