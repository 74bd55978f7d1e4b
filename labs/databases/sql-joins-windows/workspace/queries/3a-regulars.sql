-- 3a. The regulars
-- Customers with 25 orders or more, whatever became of these orders.
-- One row: how many such customers there are, how many orders they placed together, what these came to (sum of total).
-- Guests (no customer_id) are not customers.

