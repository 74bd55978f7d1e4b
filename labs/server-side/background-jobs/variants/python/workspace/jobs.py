"""The jobs of Saffron Lane: where they lie in Redis, how one is written down and how one is taken."""

# Jobs that wait. New ones are put in on the left and taken out on the right: first come, first served.
WAITING = "jobs:mail:waiting"
# Jobs that are being worked on. From step 4.
WORKING = "jobs:mail:working"
# Jobs to be tried again, sorted by the time when they are due, in seconds since 1970. From step 2.
LATER = "jobs:mail:later"
# Jobs that were given up. From step 3.
DEAD = "jobs:mail:dead"

# Your functions go here.
