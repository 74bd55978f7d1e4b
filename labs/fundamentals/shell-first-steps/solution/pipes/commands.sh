grep ' 404 ' logs/shop.log > reports/not-found.txt
cut -d ' ' -f 4 reports/not-found.txt | sort | uniq -c | sort -rn | head -n 3 > reports/top-missing.txt
