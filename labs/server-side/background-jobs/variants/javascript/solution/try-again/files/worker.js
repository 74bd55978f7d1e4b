// The worker: takes jobs and does them, one after the other, for as long as it runs.
import { retryLater, takeJob, wakeJobs } from './jobs.js';
import { sendMail } from './mailer.js';
import { connectForWaiting } from './redis.js';

/** The pause after the first failure, in milliseconds. It doubles with each further one. */
const FIRST_PAUSE_MS = 500;

const waiting = await connectForWaiting();
console.log('worker: ready');

for (;;) {
  await wakeJobs();
  const job = await takeJob(waiting);
  if (job !== null) await work(job);
}

async function work(job) {
  try {
    await sendMail({ to: job.to, subject: job.subject });
  } catch (error) {
    const attempts = job.attempts + 1;
    console.error(`worker: job ${job.id}, attempt ${attempts}: ${error.message}`);
    await retryLater({ ...job, attempts }, FIRST_PAUSE_MS * 2 ** job.attempts);
  }
}
