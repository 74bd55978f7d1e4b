import { query } from '../db.js';

export const list = () => query('SELECT * FROM products ORDER BY id');
export const find = async (id) => (await query('SELECT * FROM products WHERE id = $1', [id]))[0];
export const remove = async (id) => (await query('DELETE FROM products WHERE id = $1 RETURNING id', [id])).length > 0;

export async function insert({ sku, name, category, price_paise, stock = 0 }) {
  const [row] = await query(
    'INSERT INTO products (sku, name, category, price_paise, stock) VALUES ($1, $2, $3, $4, $5) RETURNING *',
    [sku, name, category, price_paise, stock],
  );
  return row;
}

export async function update(id, { sku, name, category, price_paise, stock = 0 }) {
  const [row] = await query(
    'UPDATE products SET sku = $2, name = $3, category = $4, price_paise = $5, stock = $6 WHERE id = $1 RETURNING *',
    [id, sku, name, category, price_paise, stock],
  );
  return row;
}
