// The worker: makes the refunds that lie in refund_jobs, for as long as it runs.
import { setTimeout as sleep } from 'node:timers/promises';

/** How often it looks for a job when there was none, in milliseconds. */
const LOOK_EVERY_MS = 50;

for (;;) {
  // Your work goes here, in step 4.
  await sleep(LOOK_EVERY_MS);
}
