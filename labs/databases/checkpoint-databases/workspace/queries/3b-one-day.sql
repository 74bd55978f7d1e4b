-- 3b. The orders of one day
-- Right, and slow: it reads all orders. The answer stays the same.

SELECT id, status, total
FROM orders
WHERE to_char(ordered_at, 'YYYY-MM-DD') = '2026-06-15';
