git add test_summary.py
git commit -m "Test what decides whether a parcel is stuck"
