-- 4b. Teas
-- Each product of the category tea: sku, pieces sold in all, number of reviews.
-- The rows may come in any order.

