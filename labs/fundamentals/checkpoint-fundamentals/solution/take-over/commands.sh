cut -d ' ' -f 3 scans.log | sort | uniq -c | sort -rn > words.txt
grep -E '^[^ ]+ PCL-[0-9]{6} [a-z]+ (accepted|arrived|departed|delivered)$' scans.log | cut -d ' ' -f 3 | sort | uniq -c | sort -rn | head -n 3 > hubs.txt
rm words.txt
git init -b main
git config user.name Learner
git config user.email learner@example.com
printf '*.log\n__pycache__/\n' > .gitignore
git add .gitignore COURIER.md hubs.txt
git commit -m "Begin with what the courier sends"
git switch -c stuck-parcels
