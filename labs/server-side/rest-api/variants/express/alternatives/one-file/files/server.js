// The whole API in one file.
import express from 'express';
import { pool as database } from './db.js';
import { answerError, answerUnknownRoute } from './errors.js';
import { productErrors } from './validation.js';

const app = express();
app.use(express.json());

const whole = (text, low, high) => (/^\d+$/.test(text) && +text >= low && +text <= high ? +text : undefined);

app.get('/products', async (req, res) => {
  const limit = whole(req.query.limit ?? '20', 1, 100);
  const offset = whole(req.query.offset ?? '0', 0, 2 ** 31);
  const fields = {};
  if (limit === undefined) fields.limit = '1 to 100';
  if (offset === undefined) fields.offset = '0 or more';
  if (Object.keys(fields).length) return res.status(422).json({ error: 'bad query', fields });

  const where = [];
  const values = [];
  if (req.query.category !== undefined) where.push(`category = $${values.push(req.query.category)}`);
  const condition = where.length ? `WHERE ${where.join(' AND ')}` : '';
  const [count, page] = await Promise.all([
    database.query(`SELECT count(*) FROM products ${condition}`, values),
    database.query(
      `SELECT * FROM products ${condition} ORDER BY id OFFSET $${values.length + 1} LIMIT $${values.length + 2}`,
      [...values, offset, limit],
    ),
  ]);
  res.json({ offset, limit, total: Number(count.rows[0].count), items: page.rows });
});

app.get('/products/:id', async (req, res, next) => {
  const id = whole(req.params.id, 1, 2 ** 31 - 1);
  const { rows } = id === undefined ? { rows: [] } : await database.query('SELECT * FROM products WHERE id = $1', [id]);
  return rows[0] ? res.json(rows[0]) : next();
});

app.post('/products', async (req, res) => {
  const fields = await productErrors(req.body);
  if (Object.keys(fields).length) return res.status(422).json({ error: 'bad product', fields });
  const { sku, name, category, price_paise, stock = 0 } = req.body;
  const { rows: [product] } = await database.query(
    'INSERT INTO products (sku, name, category, price_paise, stock) VALUES ($1, $2, $3, $4, $5) RETURNING *',
    [sku, name, category, price_paise, stock],
  );
  res.status(201).location(`/products/${product.id}`).json(product);
});

app.use(answerUnknownRoute);
app.use(answerError);

const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1');
process.once('SIGTERM', () => server.close(() => database.end()));
