-- Bookkeeping: how many orders came in on 14 March 2026 (UTC), and what were they worth together?
-- The numbers are right. Ask for them in a way that can use the index on ordered_at.
SELECT count(*) AS orders, sum(total) AS worth
FROM orders
WHERE to_char(ordered_at, 'YYYY-MM-DD') = '2026-03-14';
