// Everything under /products.
import { Router } from 'express';
import { query } from './db.js';
import { pageOf, productErrors } from './validation.js';

export const products = Router();

const COLUMNS = 'id, sku, name, category, price_paise, stock';

// A filter that is not asked for is NULL, and then its condition holds for every row.
const FILTER = '($1::text IS NULL OR category = $1)';

products.get('/', async (request, response) => {
  const { fields, limit, offset } = pageOf(request.query);
  if (Object.keys(fields).length > 0) {
    return response.status(400).json({ error: 'The query is not valid.', fields });
  }
  const { category = null } = request.query;
  const [{ total }] = await query(`SELECT count(*) AS total FROM products WHERE ${FILTER}`, [category]);
  const items = await query(
    `SELECT ${COLUMNS} FROM products WHERE ${FILTER} ORDER BY id LIMIT $2 OFFSET $3`,
    [category, limit, offset],
  );
  response.json({ items, total, limit, offset });
});

products.post('/', async (request, response) => {
  const fields = await productErrors(request.body);
  if (Object.keys(fields).length > 0) return refused(response, fields);
  const { sku, name, category, price_paise, stock = 0 } = request.body;
  const [product] = await query(
    `INSERT INTO products (sku, name, category, price_paise, stock)
     VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
    [sku, name, category, price_paise, stock],
  );
  response.status(201).location(`/products/${product.id}`).json(product);
});

products.get('/:id', async (request, response) => {
  const [product] = await query(`SELECT ${COLUMNS} FROM products WHERE id = $1`, [productId(request)]);
  if (product === undefined) return notFound(request, response);
  response.json(product);
});

products.put('/:id', async (request, response) => {
  await replace(request, response, request.body);
});

products.patch('/:id', async (request, response) => {
  const [before] = await query(`SELECT ${COLUMNS} FROM products WHERE id = $1`, [productId(request)]);
  if (before === undefined) return notFound(request, response);
  await replace(request, response, { ...before, ...request.body });
});

products.delete('/:id', async (request, response) => {
  const removed = await query('DELETE FROM products WHERE id = $1 RETURNING id', [productId(request)]);
  if (removed.length === 0) return notFound(request, response);
  response.status(204).end();
});

/** Gives the product of the URL all its fields anew, if they are valid, and answers with the result. */
async function replace(request, response, input) {
  const fields = await productErrors(input);
  if (Object.keys(fields).length > 0) return refused(response, fields);
  const { sku, name, category, price_paise, stock = 0 } = input;
  const [product] = await query(
    `UPDATE products SET sku = $2, name = $3, category = $4, price_paise = $5, stock = $6
     WHERE id = $1 RETURNING ${COLUMNS}`,
    [productId(request), sku, name, category, price_paise, stock],
  );
  if (product === undefined) return notFound(request, response);
  response.json(product);
}

/** The id in the URL, which may be any text. What can't be an id is null, and no row has the id NULL. */
function productId(request) {
  return /^[1-9][0-9]{0,8}$/.test(request.params.id) ? Number(request.params.id) : null;
}

function notFound(request, response) {
  response.status(404).json({ error: `There is no product ${request.params.id}.` });
}

function refused(response, fields) {
  response.status(422).json({ error: 'The product is not valid.', fields });
}
