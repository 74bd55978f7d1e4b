export async function sell(pool, { sku, pieces, customer_id }) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows: [product] } = await client.query('SELECT stock FROM products WHERE sku = $1 FOR UPDATE', [sku]);
    if (product === undefined || product.stock < pieces) {
      await client.query('ROLLBACK');
      return null;
    }
    await client.query('UPDATE products SET stock = $2 WHERE sku = $1', [sku, product.stock - pieces]);
    const { rows: [sale] } = await client.query('INSERT INTO sales (sku, customer_id, pieces) VALUES ($1, $2, $3) RETURNING id', [sku, customer_id, pieces]);
    await client.query('COMMIT');
    return sale.id;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
