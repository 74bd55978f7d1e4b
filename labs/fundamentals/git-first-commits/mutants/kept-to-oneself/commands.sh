printf 'logs/\n*.bak\n' > .git/info/exclude
