SELECT id, status, total
FROM orders
WHERE ordered_at::date = '2026-06-15';
