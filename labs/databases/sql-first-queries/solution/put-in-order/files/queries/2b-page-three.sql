-- 2b. The order list, page 3
-- The back office shows all orders, the newest first, 20 to a page. Which are on page 3? id, ordered_at, total.
-- Newest means the latest ordered_at. Orders of the same moment: the higher id first.

SELECT id, ordered_at, total
FROM orders
ORDER BY ordered_at DESC, id DESC
LIMIT 20 OFFSET 40;
