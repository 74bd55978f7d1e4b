-- 4b. The regulars
-- Customers with 48 orders or more: customer_id, the number of orders, the sum of their totals.
-- Orders that were cancelled or returned do not count, neither in the number nor in the sum.
-- Guests (no customer_id) are not customers.
-- The rows may come in any order.

