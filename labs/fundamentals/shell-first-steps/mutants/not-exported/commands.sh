SHOP_PRINTER=pack-3 SHOP_SENDER="Saffron Lane, Pune" sh print-labels.sh reports/today.csv > reports/labels.txt
