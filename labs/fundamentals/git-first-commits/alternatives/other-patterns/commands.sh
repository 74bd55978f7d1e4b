printf '# written by the counter\n/logs/**\n\n# left by the editor\n*.ba[k]\n' > .gitignore
git add -A
git commit -qm "Keep logs and backups out"
