. ./shop.env
sh print-labels.sh reports/today.csv > reports/labels.txt
