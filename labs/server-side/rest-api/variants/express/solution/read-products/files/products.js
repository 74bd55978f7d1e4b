// Everything under /products.
import { Router } from 'express';
import { query } from './db.js';

export const products = Router();

const COLUMNS = 'id, sku, name, category, price_paise, stock';

products.get('/', async (request, response) => {
  const items = await query(`SELECT ${COLUMNS} FROM products ORDER BY id`);
  response.json({ items });
});

products.get('/:id', async (request, response) => {
  const [product] = await query(`SELECT ${COLUMNS} FROM products WHERE id = $1`, [productId(request)]);
  if (product === undefined) return notFound(request, response);
  response.json(product);
});

/** The id in the URL, which may be any text. What can't be an id is null, and no row has the id NULL. */
function productId(request) {
  return /^[1-9][0-9]{0,8}$/.test(request.params.id) ? Number(request.params.id) : null;
}

function notFound(request, response) {
  response.status(404).json({ error: `There is no product ${request.params.id}.` });
}
