. ./shop.env
export SHOP_PRINTER=pack-3
sh print-labels.sh < /dev/null exports/orders-2026-06-30.csv | cat > reports/labels.txt
