SELECT c.id, c.name, count(*) AS orders
FROM customers AS c JOIN orders AS o ON o.customer_id = c.id
WHERE o.ordered_at < '2026-01-01'
  AND c.id NOT IN (SELECT customer_id FROM orders WHERE ordered_at >= '2026-01-01')
GROUP BY c.id
HAVING count(*) >= 6;
