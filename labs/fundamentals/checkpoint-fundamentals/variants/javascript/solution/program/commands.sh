git add summary.mjs stuck.mjs
git commit -m "Report the parcels that are stuck"
