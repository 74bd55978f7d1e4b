-- 4b. The regulars
-- Customers with 48 orders or more: customer_id, the number of orders, the sum of their totals.
-- Orders that were cancelled or returned do not count, neither in the number nor in the sum.
-- Guests (no customer_id) are not customers.
-- The rows may come in any order.

SELECT customer_id, count(*) AS orders, sum(total) AS spent
FROM orders
WHERE status NOT IN ('cancelled', 'returned') AND customer_id IS NOT NULL
GROUP BY customer_id
HAVING count(*) >= 48;
