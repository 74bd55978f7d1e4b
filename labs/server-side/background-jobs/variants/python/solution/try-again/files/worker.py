"""The worker: takes jobs and does them, one after the other, for as long as it runs."""

from jobs import retry_later, take_job, wake_jobs
from mailer import MailError, send_mail

# The pause after the first failure, in seconds. It doubles with each further one.
FIRST_PAUSE = 0.5


def work(job):
    """Try to do a job; put it aside when that fails."""
    try:
        send_mail(job["to"], job["subject"])
    except MailError as error:
        attempts = job["attempts"] + 1
        print(f"worker: job {job['id']}, attempt {attempts}: {error}", flush=True)
        retry_later({**job, "attempts": attempts}, FIRST_PAUSE * 2 ** job["attempts"])


def main():
    """Do jobs until somebody stops the program."""
    print("worker: ready", flush=True)
    while True:
        wake_jobs()
        job = take_job()
        if job is not None:
            work(job)


if __name__ == "__main__":
    main()
