[ "$(sh delivery.sh 150000 IN)" = 0.00 ]
