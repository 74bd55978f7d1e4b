git add summary.py stuck.py
git commit -m "Report the parcels that are stuck"
