// Everything under /returns.
import express, { Router } from 'express';
import { query } from './db.js';
import { HttpError, refuse } from './errors.js';
import { returnErrors } from './validation.js';

export const returns = Router();

const COLUMNS = 'id, order_id, sku, quantity, reason, status, refund_paise';

returns.use(express.json());

returns.post('/', async (request, response) => {
  refuse(422, returnErrors(request.body));
  const announced = await announce(query, request.body);
  response.status(201).location(`/returns/${announced.id}`).json(announced);
});

returns.get('/:id', async (request, response) => {
  response.json(await findReturn(query, request.params.id));
});

/** What is refunded follows from what was bought. */
async function announce(query, { order_id, sku, quantity, reason, refund_paise }) {
  const [item] = await query(
    `SELECT unit_price_paise, status FROM order_items JOIN orders ON orders.id = order_id
     WHERE order_id = $1 AND sku = $2`,
    [order_id, sku],
  );
  if (item === undefined) refuse(422, { sku: 'is not in this order' });
  if (item.status !== 'delivered') throw new HttpError(409, 'The order was not delivered.');
  const [announced] = await query(
    `INSERT INTO returns (order_id, sku, quantity, reason, refund_paise) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
    [order_id, sku, quantity, reason, refund_paise ?? item.unit_price_paise * quantity],
  );
  return announced;
}

async function findReturn(query, id) {
  const [found] = /^[1-9][0-9]{0,8}$/.test(id) ? await query(`SELECT ${COLUMNS} FROM returns WHERE id = $1`, [id]) : [];
  if (found === undefined) throw new HttpError(404, `There is no return ${id}.`);
  return found;
}
