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
    """Take the job that has waited longest. Until it is finished it lies with those that are being worked on.

    Return the text that it lies there as, and the job; None when there was none for a fifth of a second.
    """
    taken = redis.brpop(WAITING, timeout=0.2)
    return None if taken is None else (taken[1], json.loads(taken[1]))


def finish(text):
    """Forget a job that is done."""
    redis.lrem(WORKING, 1, text)


def recover():
    """Let what a worker that died left behind wait in the line again, ahead of the others."""
    while redis.lmove(WORKING, WAITING, src="LEFT", dest="RIGHT") is not None:
        pass


def retry_later(text, job, pause):
    """Put a job that failed, and was taken as this text, aside for so many seconds."""
    with redis.pipeline(transaction=True) as pipe:
        pipe.lrem(WORKING, 1, text).zadd(LATER, {json.dumps(job): time.time() + pause}).execute()


def wake_jobs():
    """Let the jobs that are due wait in the line again."""
    for text in redis.zrangebyscore(LATER, 0, time.time()):
        # Both or neither: a job that is in no list is lost.
        with redis.pipeline(transaction=True) as pipe:
            pipe.zrem(LATER, text).rpush(WAITING, text).execute()


def bury(text, job, error):
    """Give a job up, that was taken as this text, and keep it with the reason, for a person to look at."""
    with redis.pipeline(transaction=True) as pipe:
        pipe.lrem(WORKING, 1, text).lpush(DEAD, json.dumps({**job, "error": str(error)})).execute()


def dead_jobs():
    """Return the jobs that were given up, the last one first."""
    return [json.loads(text) for text in redis.lrange(DEAD, 0, -1)]


def revive(job_id):
    """Give a dead job another chance. Return False when there is no such job."""
    for text in redis.lrange(DEAD, 0, -1):
        job = json.loads(text)
        if job["id"] != job_id:
            continue
        del job["error"]
        with redis.pipeline(transaction=True) as pipe:
            pipe.lrem(DEAD, 1, text).lpush(WAITING, json.dumps({**job, "attempts": 0})).execute()
        return True
    return False
