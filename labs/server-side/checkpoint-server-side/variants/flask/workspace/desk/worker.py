"""`python3 -m desk.worker`: makes the refunds that lie in refund_jobs, for as long as it runs."""

import time

# How often it looks for a job when there was none, in seconds.
LOOK_EVERY = 0.05


def main():
    while True:
        # Your work goes here, in step 4.
        time.sleep(LOOK_EVERY)


if __name__ == "__main__":
    main()
