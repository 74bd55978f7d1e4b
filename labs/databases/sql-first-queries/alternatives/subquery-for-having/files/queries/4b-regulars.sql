SELECT customer_id, orders, spent
FROM (
  SELECT customer_id, count(id) AS orders, sum(total) AS spent
  FROM orders
  WHERE status <> 'cancelled' AND status <> 'returned'
  GROUP BY customer_id
) AS each_customer
WHERE orders > 47 AND customer_id IS NOT NULL;
