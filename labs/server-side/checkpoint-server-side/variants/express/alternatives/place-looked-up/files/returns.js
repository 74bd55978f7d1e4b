// Everything under /returns.
import express, { Router } from 'express';
import { requireToken } from './auth.js';
import { query } from './db.js';
import { HttpError, refuse } from './errors.js';
import { returnErrors, STATUSES, wholeNumber } from './validation.js';

export const returns = Router();

/** What nine digits can say. */
const MAX_ID = 999_999_999;
const COLUMNS = 'id, order_id, sku, quantity, reason, status, refund_paise';

// Who may come in, before what they bring: nobody's body is read for nothing.
returns.use(requireToken, express.json());

returns.get('/', async (request, response) => {
  const { limit, after, status } = listQuery(request.query);
  // One more than is asked for: whether it comes tells if there is a next page.
  const rows = await query(
    `SELECT ${COLUMNS} FROM returns
     WHERE ($1::text IS NULL OR status = $1)
       AND ($2::integer IS NULL OR (refund_paise, -id) < (SELECT refund_paise, -id FROM returns WHERE id = $2))
     ORDER BY refund_paise DESC, -id DESC LIMIT $3`,
    [status, after, limit + 1],
  );
  const items = rows.slice(0, limit);
  response.json({ items, next_cursor: rows.length > limit ? `after-${items.at(-1).id}` : null });
});

returns.post('/', async (request, response) => {
  refuse(422, returnErrors(request.body));
  const announced = await announce(query, request.body);
  response.status(201).location(`/returns/${announced.id}`).json(announced);
});

returns.get('/:id', async (request, response) => {
  response.json(await findReturn(query, request.params.id));
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
  const after = read('cursor', (text) => wholeNumber(/^after-([0-9]+)$/.exec(text)?.[1], 1, MAX_ID), 'must be the next_cursor of an earlier answer');
  const status = read('status', (text) => STATUSES.find((known) => known === text), `must be one of ${STATUSES.join(', ')}`);
  refuse(400, fields);
  return { limit, after, status };
}

/** What is refunded follows from what was bought. */
async function announce(query, { order_id, sku, quantity, reason }) {
  const [item] = await query(
    `SELECT unit_price_paise, status FROM order_items JOIN orders ON orders.id = order_id
     WHERE order_id = $1 AND sku = $2`,
    [order_id, sku],
  );
  if (item === undefined) refuse(422, { sku: 'is not in this order' });
  if (item.status !== 'delivered') throw new HttpError(409, 'The order was not delivered.');
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
