-- 2b. Bad reviews
-- Each product of the category storage, all 15 of them: sku and how many reviews with one star it has (0 where none).
-- The rows may come in any order.

