// Stands for the bank: slow, sometimes busy, and nothing of ours. What it has done lies in its own tables, so that
// everybody can look. There is nothing to change in this file.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Router } from 'express';
import { query } from './db.js';

/** Why the bank did not pay; `code` is 503, which passes, or 403, which stays. */
export class BankError extends Error {
  constructor(code, text) {
    super(`${code} ${text}`);
    this.code = code;
  }
}

/**
 * Pays an amount to a customer. Resolves when it is paid.
 * @param {{ customerId: number, amountPaise: number, key?: string }} transfer
 *   key: with the same key, an amount is paid once, however often it is asked for
 * @throws BankError
 */
export async function transfer({ customerId, amountPaise, key = randomUUID() }) {
  await query('INSERT INTO bank_requests (customer_id) VALUES ($1)', [customerId]);
  const [{ behaviour, requests }] = await query(
    'SELECT behaviour, (SELECT count(*)::integer FROM bank_requests WHERE customer_id = $1) AS requests FROM bank_accounts WHERE customer_id = $1',
    [customerId],
  );
  await sleep(50);
  if (behaviour === 'closed') throw new BankError(403, 'the account is closed');
  if (behaviour === 'jammed' || (behaviour === 'busy' && requests <= 2)) throw new BankError(503, 'the bank is busy, try again later');
  await query(
    'INSERT INTO bank_transfers (key, customer_id, amount_paise) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING',
    [key, customerId, amountPaise],
  );
  // With this customer the power fails once, at the worst moment: the bank has paid, and nobody has been told.
  if (behaviour === 'crash' && requests === 1) process.kill(process.pid, 'SIGKILL');
}

/** For looking at what the bank did. */
export const bank = Router();

bank.get('/:customerId', async (request, response) => {
  const values = [request.params.customerId];
  const requests = await query('SELECT asked_at FROM bank_requests WHERE customer_id = $1 ORDER BY id', values);
  const transfers = await query('SELECT amount_paise FROM bank_transfers WHERE customer_id = $1', values);
  response.json({
    asked: requests.length,
    pauses_ms: requests.slice(1).map(({ asked_at }, index) => asked_at - requests[index].asked_at),
    transfers: transfers.map(({ amount_paise }) => amount_paise),
  });
});
