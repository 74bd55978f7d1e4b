awk '$5 == 404' < logs/shop.log > reports/not-found.txt
awk '{ n[$4]++ } END { for (page in n) print n[page], page }' reports/not-found.txt | sort -k 1,1nr | sed 3q > reports/top-missing.txt
