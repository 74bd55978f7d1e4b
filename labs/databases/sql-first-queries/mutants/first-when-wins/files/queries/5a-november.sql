-- 5a. November 2025
-- All orders of November 2025, whatever became of them: how many, and the sum of their totals.
-- One row with two columns.

SELECT count(*) AS orders, sum(total) AS revenue
FROM orders
WHERE ordered_at >= '2025-11-01' AND ordered_at < '2025-12-01';
