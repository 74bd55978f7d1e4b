cd counter
git bisect start main release-1
git bisect run sh ../free-delivery.sh
git bisect reset
