export async function sell(pool, { sku, pieces, customer_id }) {
  const { rows: [product] } = await pool.query('SELECT stock FROM products WHERE sku = $1', [sku]);
  if (product === undefined || product.stock < pieces) return null;
  // The price is asked for somewhere else, which takes a moment.
  await new Promise((resolve) => setTimeout(resolve, 60));
  await pool.query('UPDATE products SET stock = $2 WHERE sku = $1', [sku, product.stock - pieces]);
  const { rows: [sale] } = await pool.query('INSERT INTO sales (sku, customer_id, pieces) VALUES ($1, $2, $3) RETURNING id', [sku, customer_id, pieces]);
  return sale.id;
}
