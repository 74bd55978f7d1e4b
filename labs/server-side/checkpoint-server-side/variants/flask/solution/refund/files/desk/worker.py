"""`python3 -m desk.worker`: makes the refunds that lie in refund_jobs, for as long as it runs."""

import time

from desk.bank import BankError, transfer
from desk.db import query, transaction

# How often it looks for a job when there was none, in seconds.
LOOK_EVERY = 0.05
# The pause after the first failure, in seconds. It doubles with each further one.
FIRST_PAUSE = 0.2
MAX_ATTEMPTS = 4


def main():
    while True:
        with transaction() as connection:
            found = work_on_next(connection)
        if not found:
            time.sleep(LOOK_EVERY)


def work_on_next(connection):
    """The job is locked as long as its transaction lives: who dies lets go of it. Gives back False when there is none."""
    found = query(
        """SELECT return_id, attempts, refund_paise, customer_id
           FROM refund_jobs JOIN returns ON returns.id = return_id JOIN orders ON orders.id = order_id
           WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE OF refund_jobs SKIP LOCKED""",
        connection=connection,
    )
    if not found:
        return False
    job = found[0]
    attempts = job["attempts"] + 1
    try:
        transfer(job["customer_id"], job["refund_paise"], key=f"return-{job['return_id']}")
        finish(connection, job, "refunded")
    except BankError as error:
        print(f"worker: return {job['return_id']}, attempt {attempts}: {error}", flush=True)
        # 503 may pass; after 403 the next try would end as this one did.
        if error.code == 503 and attempts < MAX_ATTEMPTS:
            retry_later(connection, job, attempts)
        else:
            finish(connection, job, "refund_failed")
    return True


def finish(connection, job, status):
    query("UPDATE returns SET status = %s WHERE id = %s", [status, job["return_id"]], connection)
    query("DELETE FROM refund_jobs WHERE return_id = %s", [job["return_id"]], connection)


def retry_later(connection, job, attempts):
    pause = FIRST_PAUSE * 2 ** job["attempts"]
    # clock_timestamp, since now() is the time when the transaction began.
    query(
        """UPDATE refund_jobs SET attempts = %s, due_at = clock_timestamp() + make_interval(secs => %s)
           WHERE return_id = %s""",
        [attempts, pause, job["return_id"]],
        connection,
    )


if __name__ == "__main__":
    main()
