SELECT country, count(*), sum(total), sum((SELECT sum(quantity) FROM order_items WHERE order_id = o.id))
FROM orders AS o
WHERE ordered_at >= '2026-01-01'
GROUP BY country;
