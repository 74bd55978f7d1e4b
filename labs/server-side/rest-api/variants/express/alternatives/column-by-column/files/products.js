import { Router } from 'express';
import { query } from './db.js';
import { productErrors } from './validation.js';

export const products = Router();

const WRITABLE = ['sku', 'name', 'category', 'price_paise', 'stock'];

/** Answers by itself when something is wrong. */
async function isFine(input, res) {
  const fields = await productErrors(input);
  const fine = Object.keys(fields).length === 0;
  if (!fine) res.status(400).json({ error: 'The product is not valid.', fields });
  return fine;
}

products.param('id', async (req, res, next, id) => {
  const [product] = /^[0-9]{1,9}$/.test(id) ? await query('SELECT * FROM products WHERE id = $1::integer', [id]) : [];
  if (product === undefined) return res.status(404).json({ error: `No product ${id}.` });
  req.product = product;
  next();
});

products.get('/', async (req, res) => {
  res.json({ items: await query('SELECT * FROM products ORDER BY id') });
});

products.post('/', async (req, res) => {
  if (!(await isFine(req.body, res))) return;
  const { sku, name, category, price_paise, stock } = req.body;
  const [product] = await query(
    'INSERT INTO products (sku, name, category, price_paise, stock) VALUES ($1, $2, $3, $4, coalesce($5, 0)) RETURNING *',
    [sku, name, category, price_paise, stock],
  );
  res.status(201).location(`/products/${product.id}`).json(product);
});

products.get('/:id', (req, res) => res.json(req.product));

products.put('/:id', async (req, res) => {
  if (!(await isFine(req.body, res))) return;
  const input = { stock: 0, ...req.body };
  await query(
    'UPDATE products SET (sku, name, category, price_paise, stock) = ($1, $2, $3, $4, $5) WHERE id = $6',
    [...WRITABLE.map((column) => input[column]), req.product.id],
  );
  const [after] = await query('SELECT * FROM products WHERE id = $1', [req.product.id]);
  res.json(after);
});

products.patch('/:id', async (req, res) => {
  const sent = WRITABLE.filter((column) => column in (req.body ?? {}));
  if (!(await isFine({ ...req.product, ...req.body }, res))) return;
  if (sent.length === 0) return res.json(req.product);
  const set = sent.map((column, index) => `${column} = $${index + 2}`).join(', ');
  const [after] = await query(
    `UPDATE products SET ${set} WHERE id = $1 RETURNING *`,
    [req.product.id, ...sent.map((column) => req.body[column])],
  );
  res.json(after);
});

products.delete('/:id', async (req, res) => {
  await query('DELETE FROM products WHERE id = $1', [req.product.id]);
  res.sendStatus(204);
});
