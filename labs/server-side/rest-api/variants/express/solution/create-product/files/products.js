// Everything under /products.
import { Router } from 'express';
import { query } from './db.js';
import { productErrors } from './validation.js';

export const products = Router();

const COLUMNS = 'id, sku, name, category, price_paise, stock';

products.get('/', async (request, response) => {
  const items = await query(`SELECT ${COLUMNS} FROM products ORDER BY id`);
  response.json({ items });
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
