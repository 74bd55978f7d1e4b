// Everything under /products, kept in a list that is read once.
import { Router } from 'express';
import { query } from './db.js';
import { pageOf, productErrors } from './validation.js';

export const products = Router();

const all = await query('SELECT id, sku, name, category, price_paise, stock FROM products ORDER BY id');

products.get('/', (request, response) => {
  const { fields, limit, offset } = pageOf(request.query);
  if (Object.keys(fields).length > 0) return response.status(400).json({ error: 'The query is not valid.', fields });
  const { category, q } = request.query;
  const found = all.filter((product) => (category === undefined || product.category === category)
    && (q === undefined || product.name.toLowerCase().includes(String(q).toLowerCase())));
  response.json({ items: found.slice(offset, offset + limit), total: found.length, limit, offset });
});

products.post('/', async (request, response) => {
  const fields = await productErrors(request.body);
  if (Object.keys(fields).length > 0) return response.status(422).json({ error: 'The product is not valid.', fields });
  const { sku, name, category, price_paise, stock = 0 } = request.body;
  const product = { id: all.at(-1).id + 1, sku, name, category, price_paise, stock };
  all.push(product);
  response.status(201).location(`/products/${product.id}`).json(product);
});

products.param('id', (request, response, next, id) => {
  request.product = all.find((product) => String(product.id) === id);
  if (request.product === undefined) return response.status(404).json({ error: `There is no product ${id}.` });
  next();
});

products.get('/:id', (request, response) => {
  response.json(request.product);
});

products.patch('/:id', async (request, response) => {
  const fields = await productErrors({ ...request.product, ...request.body });
  if (Object.keys(fields).length > 0) return response.status(422).json({ error: 'The product is not valid.', fields });
  const { id } = request.product;
  Object.assign(request.product, request.body, { id });
  response.json(request.product);
});

products.delete('/:id', (request, response) => {
  all.splice(all.indexOf(request.product), 1);
  response.status(204).end();
});
