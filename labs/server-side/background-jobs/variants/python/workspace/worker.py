"""The worker: takes jobs and does them, one after the other, for as long as it runs."""

print("worker: there is nothing to do yet", flush=True)
