cut -d ' ' -f 3 scans.log | sort | uniq -c | sort -rn | tail -n 3 > hubs.txt
git init -b main
printf '*.log\n' > .gitignore
git add .gitignore COURIER.md
git commit -m "Begin"
git switch -c stuck-parcels
