-- Customer care: the orders of one customer, the newest first. (Nothing to change here; look at its plan.)
EXPLAIN (ANALYZE, BUFFERS)
SELECT id, ordered_at, status, total
FROM orders
WHERE customer_id = 4711
ORDER BY ordered_at DESC;
