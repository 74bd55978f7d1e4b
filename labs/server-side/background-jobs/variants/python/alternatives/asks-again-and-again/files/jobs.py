"""The jobs of Saffron Lane: where they lie in Redis, how one is written down and how one is taken."""

import json
import time
import uuid

from connection import connect

redis = connect()

# Jobs that wait. New ones are put in on the left and taken out on the right: first come, first served.
WAITING = "jobs:mail:waiting"
# Jobs that are being worked on. From step 4.
WORKING = "jobs:mail:working"
# Jobs to be tried again, sorted by the time when they are due, in seconds since 1970. From step 2.
LATER = "jobs:mail:later"
# Jobs that were given up. From step 3.
DEAD = "jobs:mail:dead"


def add_job(to, subject):
    """Write a job down. Whoever is free takes it."""
    job = {"id": str(uuid.uuid4()), "attempts": 0, "to": to, "subject": subject}
    redis.lpush(WAITING, json.dumps(job))


def take_job():
    """Take the job that has waited longest; None when there is none."""
    text = redis.rpop(WAITING)
    if text is None:
        time.sleep(0.05)
        return None
    return json.loads(text)
