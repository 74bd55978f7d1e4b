grep PCL- scans.log | cut -d ' ' -f 3 | sort | uniq -c | sort -rn | head -n 3 > hubs.txt
git init -b main
git add COURIER.md
git commit -m "Begin"
git switch -c stuck-parcels
