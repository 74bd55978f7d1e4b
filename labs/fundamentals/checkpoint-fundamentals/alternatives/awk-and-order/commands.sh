awk 'NF == 4 && $4 ~ /^(accepted|arrived|departed|delivered)$/ { n[$3]++ } END { for (hub in n) print n[hub], hub }' scans.log | sort -k1,1nr | sed 3q > hubs.txt
git init
git checkout -b main
printf '/scans.log\n' > .gitignore
git add --all
git commit -m "The courier's scans: what they are"
git branch stuck-parcels
git checkout stuck-parcels
