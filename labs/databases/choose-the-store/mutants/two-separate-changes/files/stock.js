export async function sell(pool, { sku, pieces, customer_id }) {
  const taken = await pool.query('UPDATE products SET stock = stock - $2 WHERE sku = $1 AND stock >= $2', [sku, pieces]);
  if (taken.rowCount === 0) return null;
  const { rows: [sale] } = await pool.query('INSERT INTO sales (sku, customer_id, pieces) VALUES ($1, $2, $3) RETURNING id', [sku, customer_id, pieces]);
  return sale.id;
}
