// The worker: takes jobs and does them, one after the other, for as long as it runs.
import { bury, finish, recover, retryLater, takeJob, wakeJobs } from './jobs.js';
import { sendMail } from './mailer.js';
import { connectForWaiting } from './redis.js';

/** The pause after the first failure, in milliseconds. It doubles with each further one. */
const FIRST_PAUSE_MS = 500;
const MAX_ATTEMPTS = 4;

const waiting = await connectForWaiting();
await recover();
console.log('worker: ready');

for (;;) {
  await wakeJobs();
  const taken = await takeJob(waiting);
  if (taken !== null) await work(taken);
}

async function work({ text, job }) {
  try {
    await sendMail({ to: job.to, subject: job.subject });
    await finish(text);
  } catch (error) {
    const attempts = job.attempts + 1;
    console.error(`worker: job ${job.id}, attempt ${attempts}: ${error.message}`);
    // 421 may pass; after any other error the next try would end as this one did.
    if (error.code === 421 && attempts < MAX_ATTEMPTS) await retryLater(text, { ...job, attempts }, FIRST_PAUSE_MS * 2 ** job.attempts);
    else await bury(text, { ...job, attempts }, error);
  }
}
