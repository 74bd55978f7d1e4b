SELECT sku, CONCAT(name, ', Rs ', price) AS label
FROM products
WHERE category = 'tea';
