// The worker: takes jobs and does them, one after the other, for as long as it runs.
import { takeJob } from './jobs.js';
import { sendMail } from './mailer.js';
import { connectForWaiting } from './redis.js';

const waiting = await connectForWaiting();
console.log('worker: ready');

for (;;) {
  const job = await takeJob(waiting);
  if (job !== null) await sendMail({ to: job.to, subject: job.subject });
}
