mkdir logs
echo "09:58 open" > logs/2026-06-30.log
git add .gitignore
git commit -qm "Ignore the counter's logs and backups"
