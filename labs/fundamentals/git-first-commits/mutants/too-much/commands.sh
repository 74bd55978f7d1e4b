printf 'logs/\n*.log\n*bak*\n' > .gitignore
git add .gitignore
git commit -qm "Ignore"
