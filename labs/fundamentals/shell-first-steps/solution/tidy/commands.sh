mkdir archive reports
mv exports/orders-2026-05-*.csv archive/
rm exports/orders-2026-06-29.csv.part
cp exports/orders-2026-06-30.csv reports/today.csv
