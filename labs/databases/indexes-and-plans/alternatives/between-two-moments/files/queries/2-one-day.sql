EXPLAIN (ANALYZE, BUFFERS)
SELECT count(*), sum(total) FROM orders
WHERE ordered_at BETWEEN timestamptz '2026-03-14 00:00:00+00' AND timestamptz '2026-03-14 23:59:59.999999+00';
