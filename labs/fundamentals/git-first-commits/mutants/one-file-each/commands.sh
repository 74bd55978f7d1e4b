printf 'logs/2026-06-30.log\ntea.md.bak\n' > .gitignore
git add .gitignore
git commit -qm "Ignore"
