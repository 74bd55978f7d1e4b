export async function sell(pool, { sku, pieces, customer_id }) {
  const { rows } = await pool.query(
    `WITH taken AS (
       UPDATE products SET stock = stock - $2 WHERE sku = $1 AND stock >= $2 RETURNING sku
     )
     INSERT INTO sales (sku, customer_id, pieces) SELECT sku, $3, $2 FROM taken RETURNING id`,
    [sku, pieces, customer_id],
  );
  return rows[0]?.id ?? null;
}
