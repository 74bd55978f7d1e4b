SELECT o.id, coalesce(c.name, 'guest') AS name, o.total
FROM orders AS o
JOIN customers AS c ON c.id = o.customer_id
WHERE o.ordered_at >= '2026-06-30' AND o.ordered_at < '2026-07-01';
