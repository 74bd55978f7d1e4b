SELECT count(*) AS orders, sum(total) AS worth
FROM orders
WHERE ordered_at >= '2026-03-14' AND ordered_at < '2026-03-15';
