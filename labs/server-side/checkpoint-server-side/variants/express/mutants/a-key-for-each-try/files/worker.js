// The worker: makes the refunds that lie in refund_jobs, for as long as it runs.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BankError, transfer } from './bank.js';
import { transaction } from './db.js';

/** How often it looks for a job when there was none, in milliseconds. */
const LOOK_EVERY_MS = 50;
/** The pause after the first failure, in seconds. It doubles with each further one. */
const FIRST_PAUSE_S = 0.2;
const MAX_ATTEMPTS = 4;

for (;;) {
  const found = await transaction(workOnNext);
  if (!found) await sleep(LOOK_EVERY_MS);
}

/** The job is locked as long as its transaction lives: who dies lets go of it. @returns false when there is none */
async function workOnNext(query) {
  const [job] = await query(
    `SELECT return_id, attempts, refund_paise, customer_id
     FROM refund_jobs JOIN returns ON returns.id = return_id JOIN orders ON orders.id = order_id
     WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE OF refund_jobs SKIP LOCKED`,
  );
  if (job === undefined) return false;
  const attempts = job.attempts + 1;
  const failure = await pay(job);
  if (failure === undefined) await finish(query, job, 'refunded');
  // 503 may pass; after 403 the next try would end as this one did.
  else if (failure.code === 503 && attempts < MAX_ATTEMPTS) await retryLater(query, job, attempts);
  else await finish(query, job, 'refund_failed');
  return true;
}

/** @returns why the bank did not pay, undefined when it did */
async function pay({ return_id, customer_id, refund_paise }) {
  try {
    await transfer({ customerId: customer_id, amountPaise: refund_paise, key: randomUUID() });
    return undefined;
  } catch (error) {
    if (!(error instanceof BankError)) throw error;
    console.error(`worker: return ${return_id}: ${error.message}`);
    return error;
  }
}

async function finish(query, job, status) {
  await query('UPDATE returns SET status = $2 WHERE id = $1', [job.return_id, status]);
  await query('DELETE FROM refund_jobs WHERE return_id = $1', [job.return_id]);
}

async function retryLater(query, job, attempts) {
  const pause = FIRST_PAUSE_S * 2 ** job.attempts;
  // clock_timestamp, since now() is the time when the transaction began.
  await query(
    'UPDATE refund_jobs SET attempts = $2, due_at = clock_timestamp() + make_interval(secs => $3) WHERE return_id = $1',
    [job.return_id, attempts, pause],
  );
}
