# As it is today: an order of exactly 1500.00 rupees pays.
if [ "$2" = IN ] && [ "$1" -gt 150000 ]; then echo 0; else echo 6000; fi
