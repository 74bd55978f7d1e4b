-- 1a. The shawls of June
-- Every line that sold the product LIN-7014 in June 2026:
-- the order's id, its ordered_at, the quantity.
-- The rows may come in any order.

