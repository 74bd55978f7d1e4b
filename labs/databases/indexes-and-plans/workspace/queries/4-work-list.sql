-- The warehouse: the 50 oldest orders that nobody has touched yet. (Nothing to change here; look at its plan.)
EXPLAIN (ANALYZE, BUFFERS)
SELECT id, customer_id, ordered_at, total
FROM orders
WHERE status = 'pending'
ORDER BY ordered_at
LIMIT 50;
