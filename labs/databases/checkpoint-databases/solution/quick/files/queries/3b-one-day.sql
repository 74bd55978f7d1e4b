SELECT id, status, total
FROM orders
WHERE ordered_at >= '2026-06-15' AND ordered_at < '2026-06-16';
