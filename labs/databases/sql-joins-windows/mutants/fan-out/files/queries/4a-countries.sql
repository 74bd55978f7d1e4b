SELECT o.country, count(DISTINCT o.id), sum(o.total), sum(i.quantity)
FROM orders AS o JOIN order_items AS i ON i.order_id = o.id
WHERE o.ordered_at >= '2026-01-01'
GROUP BY o.country;
