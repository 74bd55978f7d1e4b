SELECT c.id, c.name, count(*) FILTER (WHERE o.ordered_at < '2026-01-01')
FROM customers AS c LEFT JOIN orders AS o ON c.id = o.customer_id
GROUP BY c.id, c.name
HAVING count(*) FILTER (WHERE o.ordered_at < '2026-01-01') >= 6 AND max(o.ordered_at) < '2026-01-01';
