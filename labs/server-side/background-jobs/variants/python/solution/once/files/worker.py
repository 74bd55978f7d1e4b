"""The worker: takes jobs and does them, one after the other, for as long as it runs."""

from jobs import bury, finish, recover, retry_later, take_job, wake_jobs
from mailer import MailError, send_mail

# The pause after the first failure, in seconds. It doubles with each further one.
FIRST_PAUSE = 0.5
MAX_ATTEMPTS = 4


def work(text, job):
    """Try to do a job; put it aside when that fails, or give it up."""
    try:
        send_mail(job["to"], job["subject"], key=job["id"])
        finish(text)
    except MailError as error:
        attempts = job["attempts"] + 1
        print(f"worker: job {job['id']}, attempt {attempts}: {error}", flush=True)
        # 421 may pass; after any other error the next try would end as this one did.
        if error.code == 421 and attempts < MAX_ATTEMPTS:
            retry_later(text, {**job, "attempts": attempts}, FIRST_PAUSE * 2 ** job["attempts"])
        else:
            bury(text, {**job, "attempts": attempts}, error)


def main():
    """Do jobs until somebody stops the program."""
    recover()
    print("worker: ready", flush=True)
    while True:
        wake_jobs()
        taken = take_job()
        if taken is not None:
            work(*taken)


if __name__ == "__main__":
    main()
