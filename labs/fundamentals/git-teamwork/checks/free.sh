# As it was in January: from 1500.00 rupees on, delivery within India is free.
if [ "$2" = IN ] && [ "$1" -ge 150000 ]; then echo 0; else echo 6000; fi
