-- 5b. The year by month
-- For each month of 2025: the month written as 2025-01, the number of orders, the sum of their totals.
-- Cancelled orders do not count. January first.

SELECT to_char(ordered_at, 'YYYY-MM') AS month, count(*) AS orders, sum(total) AS revenue
FROM orders
WHERE ordered_at >= '2025-01-01' AND ordered_at < '2026-01-01' AND status <> 'cancelled'
GROUP BY month
ORDER BY month;
