-- 5b. The year by month
-- For each month of 2025: the month written as 2025-01, the number of orders, the sum of their totals.
-- Cancelled orders do not count. January first.

