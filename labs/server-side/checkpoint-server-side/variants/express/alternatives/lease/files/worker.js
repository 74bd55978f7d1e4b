// The worker: makes the refunds that lie in refund_jobs, for as long as it runs.
import { setTimeout as sleep } from 'node:timers/promises';
import { BankError, transfer } from './bank.js';
import { query, transaction } from './db.js';

/** How often it looks for a job when there was none, in milliseconds. */
const LOOK_EVERY_MS = 50;
/** The pause after the first failure, in seconds. It doubles with each further one. */
const FIRST_PAUSE_S = 0.2;
const MAX_ATTEMPTS = 4;

/** How long a job belongs to the worker that took it, in seconds. Who dies gives it back by that. */
const LEASE_S = 1;

for (;;) {
  const [job] = await query(
    `UPDATE refund_jobs SET due_at = clock_timestamp() + make_interval(secs => $1)
     FROM returns, orders
     WHERE returns.id = return_id AND orders.id = order_id AND return_id =
       (SELECT return_id FROM refund_jobs WHERE due_at <= clock_timestamp() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING return_id, attempts, refund_paise, customer_id`,
    [LEASE_S],
  );
  if (job === undefined) {
    await sleep(LOOK_EVERY_MS);
    continue;
  }
  const attempts = job.attempts + 1;
  const failure = await pay(job);
  await transaction(async (query) => {
    if (failure === undefined) await finish(query, job, 'refunded');
    else if (failure.code === 503 && attempts < MAX_ATTEMPTS) await retryLater(query, job, attempts);
    else await finish(query, job, 'refund_failed');
  });
}

/** @returns why the bank did not pay, undefined when it did */
async function pay({ return_id, customer_id, refund_paise }) {
  try {
    await transfer({ customerId: customer_id, amountPaise: refund_paise, key: `return-${return_id}` });
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
