import { Router } from 'express';
import { query } from './db.js';
import { faultsOf } from './rules.js';

export const products = Router();

const FOREIGN_KEY_VIOLATION = '23503';
const fields = ['sku', 'name', 'category', 'price_paise', 'stock'];

products.route('/')
  .get(async (req, res) => {
    res.json({ items: await query(`select id, ${fields.join(', ')} from products order by id`) });
  })
  .post(async (req, res) => {
    const faults = faultsOf(req.body);
    const refuse = (all) => res.status(400).json({ error: 'Bad product', fields: all });
    if (Object.keys(faults).length > 0) return refuse(faults);
    try {
      const product = { stock: 0, ...req.body };
      const [stored] = await query(
        `insert into products (${fields.join(', ')}) values (${fields.map((_, i) => `$${i + 1}`).join(', ')}) returning *`,
        fields.map((field) => product[field]),
      );
      res.set('Location', `${req.protocol}://${req.get('host')}/products/${stored.id}`);
      return res.status(201).json(stored);
    } catch (error) {
      if (error.code === FOREIGN_KEY_VIOLATION) return refuse({ category: 'there is no such category' });
      throw error;
    }
  });

products.get('/:id', async (req, res) => {
  const rows = /^\d{1,9}$/.test(req.params.id) ? await query('select * from products where id = $1', [req.params.id]) : [];
  if (rows.length === 0) res.status(404).json({ error: 'No such product' });
  else res.json(rows[0]);
});
