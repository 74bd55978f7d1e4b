// Everything under /orders.
import { Router } from 'express';
import { makeCursor, readCursor } from './cursor.js';
import { query, transaction } from './db.js';
import { HttpError } from './errors.js';
import { changeErrors, orderErrors, STATUSES, wholeNumber } from './validation.js';

export const orders = Router();

const COLUMNS = `id, customer_id, sku, quantity, status, total_paise, version,
  to_char(ordered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS ordered_at`;

orders.get('/', async (request, response) => {
  const { limit, after, status, customerId } = listQuery(request.query);
  // Fixed text and placeholders only; the values travel beside it.
  const conditions = [];
  const values = [];
  const placeholder = (value) => `$${values.push(value)}`;
  if (status !== undefined) conditions.push(`status = ${placeholder(status)}`);
  if (customerId !== undefined) conditions.push(`customer_id = ${placeholder(customerId)}`);
  if (after !== undefined) {
    conditions.push(`(ordered_at, id) < (${placeholder(after.ordered_at)}::timestamptz, ${placeholder(after.id)}::integer)`);
  }
  // One more than is asked for: whether it comes tells if there is a next page.
  const rows = await query(
    `SELECT ${COLUMNS} FROM orders
     ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
     ORDER BY ordered_at DESC, id DESC LIMIT ${placeholder(limit + 1)}`,
    values,
  );
  const items = rows.slice(0, limit);
  response.json({ items, next_cursor: rows.length > limit ? makeCursor(items.at(-1)) : null });
});

orders.post('/', async (request, response) => {
  refuse(orderErrors(request.body));
  const order = await insertOrder(query, request.body);
  sendOrder(response.status(201).location(`/orders/${order.id}`), order);
});

orders.get('/:id', async (request, response) => {
  sendOrder(response, await findOrder(query, request.params.id));
});

orders.patch('/:id', async (request, response) => {
  const wanted = request.get('If-Match');
  if (wanted === undefined) throw new HttpError(428, 'Send If-Match with the ETag of the order that you change.');
  const order = await transaction(async (query) => {
    await query('SELECT 1 FROM orders WHERE id = $1 FOR UPDATE', [/^[0-9]{1,9}$/.test(request.params.id) ? request.params.id : null]);
    const before = await findOrder(query, request.params.id);
    if (etagOf(before) !== wanted) throw changedMeanwhile();
    const { status = before.status, quantity = before.quantity } = request.body ?? {};
    refuse(changeErrors({ status, quantity }));
    const [after] = await query(
      `UPDATE orders SET status = $2, quantity = $3, total_paise = total_paise / quantity * $3, version = version + 1
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [before.id, status, quantity],
    );
    return after;
  });
  sendOrder(response, order);
});

/** With a strong ETag: each change makes a new version. Express compares it with If-None-Match and answers 304 by itself. */
function sendOrder(response, order) {
  response.set('ETag', etagOf(order)).json(order);
}

function etagOf({ version }) {
  return `"${version}"`;
}

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
  const status = read('status', (text) => (STATUSES.includes(text) ? text : undefined), `must be one of ${STATUSES.join(', ')}`);
  const customerId = read('customer_id', (text) => wholeNumber(text, 1, 2 ** 31 - 1), 'must be a whole number');
  if (Object.keys(fields).length > 0) throw new HttpError(400, 'The query is not valid.', fields);
  return { limit, after, status, customerId };
}

/** The price comes from the product. No row means that the partner or the product does not exist. */
async function insertOrder(query, { customer_id, sku, quantity, ordered_at }) {
  const [order] = await query(
    `INSERT INTO orders (customer_id, sku, quantity, total_paise, ordered_at)
     SELECT customers.id, products.sku, $3::integer, products.price_paise * $3::integer, coalesce($4::timestamptz, now())
     FROM customers, products WHERE customers.id = $1 AND products.sku = $2
     RETURNING ${COLUMNS}`,
    [customer_id, sku, quantity, ordered_at],
  );
  if (order === undefined) refuse({ sku: 'or customer_id: there is no such partner or product' });
  return order;
}

async function findOrder(query, id) {
  const [order] = /^[1-9][0-9]{0,8}$/.test(id) ? await query(`SELECT ${COLUMNS} FROM orders WHERE id = $1`, [id]) : [];
  if (order === undefined) throw new HttpError(404, `There is no order ${id}.`);
  return order;
}

const changedMeanwhile = () => new HttpError(412, 'The order has changed since you read it. Read it again.');

function refuse(fields) {
  if (Object.keys(fields).length > 0) throw new HttpError(422, 'The order is not valid.', fields);
}
