SELECT sku, CONCAT(name, ', ', 'Rs ', CAST(price AS CHAR))
FROM products
WHERE sku LIKE 'TEA-%'
ORDER BY sku;
