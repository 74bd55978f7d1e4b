-- 1a. Tea for the sale page
-- Every tea that costs less than 400 rupees: its sku, name and price.
-- Columns in this order; the rows may come in any order.

SELECT sku, name, price
FROM products
WHERE category = 'tea' AND price < 400;
