-- 1b. Fallen asleep
-- Customers with 6 orders or more in 2025 and none in 2026, whatever became of them: id, name, the number of orders in 2025.

