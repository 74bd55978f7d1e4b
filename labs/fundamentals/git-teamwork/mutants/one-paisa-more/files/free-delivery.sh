[ "$(sh delivery.sh 150001 IN)" = 0 ]
