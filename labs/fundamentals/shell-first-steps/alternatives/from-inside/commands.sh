mkdir archive
cd exports
mv orders-2026-05-29.csv ../archive
mv orders-2026-05-30.csv ../archive
mv orders-2026-05-31.csv ../archive
rm ./*.part
mkdir -p ../reports
cd ../reports
cp ../exports/orders-2026-06-30.csv .
mv orders-2026-06-30.csv today.csv
