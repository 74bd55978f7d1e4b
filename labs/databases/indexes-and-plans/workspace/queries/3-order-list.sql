-- The back office: the latest 20 orders of one country in one status. Staff choose both; these are the rarest.
-- (Nothing to change here; look at its plan.)
EXPLAIN (ANALYZE, BUFFERS)
SELECT id, ordered_at, total
FROM orders
WHERE country = 'JP' AND status = 'returned'
ORDER BY ordered_at DESC
LIMIT 20;
