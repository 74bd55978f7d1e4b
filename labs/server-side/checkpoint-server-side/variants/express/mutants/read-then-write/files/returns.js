// Everything under /returns.
import { setTimeout as sleep } from 'node:timers/promises';
import express, { Router } from 'express';
import { requireToken } from './auth.js';
import { makeCursor, readCursor } from './cursor.js';
import { query, transaction } from './db.js';
import { HttpError, refuse } from './errors.js';
import { fingerprintOf, idempotencyKey } from './idempotency.js';
import { returnErrors, STATUSES, wholeNumber } from './validation.js';

export const returns = Router();

const COLUMNS = 'id, order_id, sku, quantity, reason, status, refund_paise';

// Who may come in, before what they bring: nobody's body is read for nothing.
returns.use(requireToken, express.json());

returns.get('/', async (request, response) => {
  const { limit, after, status } = listQuery(request.query);
  // One more than is asked for: whether it comes tells if there is a next page.
  const rows = await query(
    `SELECT ${COLUMNS} FROM returns
     WHERE ($1::text IS NULL OR status = $1)
       AND ($2::integer IS NULL OR refund_paise < $2 OR (refund_paise = $2 AND id > $3::integer))
     ORDER BY refund_paise DESC, id LIMIT $4`,
    [status, after?.refund, after?.id, limit + 1],
  );
  const items = rows.slice(0, limit);
  response.json({ items, next_cursor: rows.length > limit ? makeCursor(items.at(-1)) : null });
});

returns.post('/', async (request, response) => {
  const key = idempotencyKey(request);
  refuse(422, returnErrors(request.body));
  const announced = await transaction((query) => announceOnce(query, key, request.body));
  response.status(201).location(`/returns/${announced.id}`).json(announced);
});

returns.get('/:id', async (request, response) => {
  response.json(await findReturn(query, request.params.id));
});

returns.post('/:id/receipt', async (request, response) => {
  const { id, status } = await findReturn(query, request.params.id);
  if (status !== 'announced') throw new HttpError(409, 'This parcel has arrived already.');
  // What stands in between takes its time, here the printing of a slip.
  await sleep(200);
  const received = await transaction(async (query) => {
    // The condition stands in the statement that changes: of two at once, one finds it no longer true.
    const [changed] = await query(`UPDATE returns SET status = 'received' WHERE id = $1 RETURNING ${COLUMNS}`, [id]);
    await query('INSERT INTO refund_jobs (return_id) VALUES ($1) ON CONFLICT DO NOTHING', [id]);
    return changed;
  });
  response.status(202).json(received);
});

/** Reads the parameters of a list; what is not sent is undefined. */
function listQuery(parameters) {
  const fields = {};
  const read = (name, parse, message) => {
    if (parameters[name] === undefined) return undefined;
    const value = parse(parameters[name]);
    if (value === undefined) fields[name] = message;
    return value;
  };
  const limit = read('limit', (text) => wholeNumber(text, 1, 100), 'must be a whole number from 1 to 100') ?? 20;
  const after = read('cursor', readCursor, 'must be the next_cursor of an earlier answer');
  const status = read('status', (text) => STATUSES.find((known) => known === text), `must be one of ${STATUSES.join(', ')}`);
  refuse(400, fields);
  return { limit, after, status };
}

/** Who inserts the key announces the return. Everybody else waits here until that transaction has ended. */
async function announceOnce(query, key, body) {
  const fingerprint = fingerprintOf(body);
  const [claimed] = await query(
    'INSERT INTO idempotency_keys (key, fingerprint) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING RETURNING key',
    [key, fingerprint],
  );
  if (claimed === undefined) {
    const [kept] = await query('SELECT fingerprint, body FROM idempotency_keys WHERE key = $1', [key]);
    if (kept.fingerprint !== fingerprint) throw new HttpError(422, 'This key was used for another return.');
    return kept.body;
  }
  const announced = await announce(query, body);
  await query('UPDATE idempotency_keys SET body = $2 WHERE key = $1', [key, JSON.stringify(announced)]);
  return announced;
}

/** What is refunded follows from what was bought. The item is locked: who returns more of it meanwhile waits. */
async function announce(query, { order_id, sku, quantity, reason }) {
  const [item] = await query(
    `SELECT order_items.quantity, unit_price_paise, status FROM order_items JOIN orders ON orders.id = order_id
     WHERE order_id = $1 AND sku = $2 FOR UPDATE OF order_items`,
    [order_id, sku],
  );
  if (item === undefined) refuse(422, { sku: 'is not in this order' });
  if (item.status !== 'delivered') throw new HttpError(409, 'The order was not delivered.');
  // A statement of its own, so that it sees what others wrote while the one above waited.
  const [{ returned }] = await query(
    'SELECT coalesce(sum(quantity), 0)::integer AS returned FROM returns WHERE order_id = $1 AND sku = $2',
    [order_id, sku],
  );
  if (returned + quantity > item.quantity) throw new HttpError(409, `Only ${item.quantity - returned} of these can still be returned.`);
  const [announced] = await query(
    `INSERT INTO returns (order_id, sku, quantity, reason, refund_paise) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
    [order_id, sku, quantity, reason, item.unit_price_paise * quantity],
  );
  return announced;
}

async function findReturn(query, id) {
  const [found] = /^[1-9][0-9]{0,8}$/.test(id) ? await query(`SELECT ${COLUMNS} FROM returns WHERE id = $1`, [id]) : [];
  if (found === undefined) throw new HttpError(404, `There is no return ${id}.`);
  return found;
}
