-- 5b. Shares
-- For each category: category, revenue (quantity times unit_price over all order lines),
-- and its share of the revenue of all categories in per cent, rounded to one decimal.
-- The rows may come in any order.

