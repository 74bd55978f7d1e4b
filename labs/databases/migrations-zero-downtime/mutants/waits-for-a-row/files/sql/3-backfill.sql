UPDATE orders SET total_paise = total * 100
WHERE id IN (
  SELECT id FROM orders
  WHERE total_paise IS NULL
  ORDER BY id
  LIMIT 1000
  FOR UPDATE
);
