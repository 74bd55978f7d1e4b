SELECT o.id, CASE WHEN c.id IS NULL THEN 'guest' ELSE c.name END, o.total
FROM customers AS c RIGHT JOIN orders AS o ON o.customer_id = c.id
WHERE o.ordered_at::date = '2026-06-30';
