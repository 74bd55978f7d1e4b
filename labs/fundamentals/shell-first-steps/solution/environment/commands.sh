. ./shop.env
SHOP_PRINTER=pack-3 sh print-labels.sh reports/today.csv > reports/labels.txt
