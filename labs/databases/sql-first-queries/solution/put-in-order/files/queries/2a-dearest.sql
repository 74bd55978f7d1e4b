-- 2a. The shop window
-- The ten most expensive products that are in stock (stock above 0): sku, name, price.
-- Highest price first. Products with the same price: by sku, from A to Z.

SELECT sku, name, price
FROM products
WHERE stock > 0
ORDER BY price DESC, sku
LIMIT 10;
