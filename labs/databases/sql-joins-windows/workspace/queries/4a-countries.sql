-- 4a. Countries
-- All orders since 1 January 2026, whatever became of them. For each country:
-- country, the number of orders, the sum of their totals, the pieces that were in them.
-- The rows may come in any order.

