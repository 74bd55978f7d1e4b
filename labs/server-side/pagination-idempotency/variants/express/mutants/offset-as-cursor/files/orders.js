// Everything under /orders.
import { Router } from 'express';
import { makeCursor, readCursor } from './cursor.js';
import { query } from './db.js';
import { HttpError } from './errors.js';
import { changeErrors, orderErrors, wholeNumber } from './validation.js';

export const orders = Router();

const COLUMNS = `id, customer_id, sku, quantity, status, total_paise, version,
  to_char(ordered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS ordered_at`;

orders.get('/', async (request, response) => {
  const fields = {};
  const limit = wholeNumber(request.query.limit ?? '20', 1, 100);
  if (limit === undefined) fields.limit = 'must be a whole number from 1 to 100';
  const after = request.query.cursor === undefined ? null : readCursor(request.query.cursor);
  if (after === undefined) fields.cursor = 'must be the next_cursor of an earlier answer';
  if (Object.keys(fields).length > 0) throw new HttpError(400, 'The query is not valid.', fields);
  // One more than is asked for: whether it comes tells if there is a next page.
  const rows = await query(
    `SELECT ${COLUMNS} FROM orders
     ORDER BY ordered_at DESC, id DESC OFFSET $1 LIMIT $2`,
    [after ?? 0, limit + 1],
  );
  const items = rows.slice(0, limit);
  response.json({ items, next_cursor: rows.length > limit ? makeCursor((after ?? 0) + limit) : null });
});

orders.post('/', async (request, response) => {
  refuse(orderErrors(request.body));
  const order = await insertOrder(query, request.body);
  response.status(201).location(`/orders/${order.id}`).json(order);
});

orders.get('/:id', async (request, response) => {
  response.json(await findOrder(query, request.params.id));
});

orders.patch('/:id', async (request, response) => {
  const before = await findOrder(query, request.params.id);
  const { status = before.status, quantity = before.quantity } = request.body ?? {};
  refuse(changeErrors({ status, quantity }));
  const [order] = await query(
    `UPDATE orders
     SET status = $2, quantity = $3, total_paise = total_paise / quantity * $3, version = version + 1
     WHERE id = $1 RETURNING ${COLUMNS}`,
    [before.id, status, quantity],
  );
  response.json(order);
});

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

function refuse(fields) {
  if (Object.keys(fields).length > 0) throw new HttpError(422, 'The order is not valid.', fields);
}
