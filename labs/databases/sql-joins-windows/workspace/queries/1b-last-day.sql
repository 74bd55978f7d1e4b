-- 1b. The last day
-- All orders of 30 June 2026: id, the customer's name, total.
-- Guests have no account; write guest as their name.
-- The rows may come in any order.

