git add summary.test.mjs
git commit -m "Test what decides whether a parcel is stuck"
