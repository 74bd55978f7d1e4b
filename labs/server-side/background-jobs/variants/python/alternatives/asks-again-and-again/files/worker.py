"""The worker: takes jobs and does them, one after the other, for as long as it runs."""

from jobs import take_job
from mailer import send_mail


def main():
    """Do jobs until somebody stops the program."""
    print("worker: ready", flush=True)
    while True:
        job = take_job()
        if job is not None:
            send_mail(job["to"], job["subject"])


if __name__ == "__main__":
    main()
