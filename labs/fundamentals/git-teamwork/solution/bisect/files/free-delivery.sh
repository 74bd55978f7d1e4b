# Is an order of exactly 1500.00 rupees delivered free?
[ "$(sh delivery.sh 150000 IN)" = 0 ]
