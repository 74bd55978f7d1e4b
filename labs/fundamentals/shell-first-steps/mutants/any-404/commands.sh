grep 404 logs/shop.log > reports/not-found.txt
grep ' 404 ' logs/shop.log | cut -d ' ' -f 4 | sort | uniq -c | sort -rn | head -n 3 > reports/top-missing.txt
