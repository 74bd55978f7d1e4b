import express from 'express';
import { pool } from './db.js';

export const products = express.Router();

const INT_MAX = 2 ** 31 - 1;

products.get('/', async (req, res) => {
  const { rows } = await pool.query('select * from products order by id asc');
  return res.status(200).send({ items: rows, count: rows.length });
});

products.get('/:productId', async (req, res, next) => {
  const id = Number(req.params.productId);
  if (!Number.isInteger(id) || id < 1 || id > INT_MAX) {
    res.status(400).json({ error: 'An id is a whole number.' });
    return;
  }
  try {
    const { rows, rowCount } = await pool.query({ text: 'select * from products where id = $1', values: [id] });
    if (rowCount === 1) res.json(rows[0]);
    else res.status(404).json({ error: 'not found', id });
  } catch (error) {
    next(error);
  }
});
