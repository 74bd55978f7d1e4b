-- 3b. Cancelled in time
-- Orders to South Africa (ZA) that were cancelled and never left the warehouse: id, ordered_at, total.
-- The rows may come in any order.

