SELECT sku, name, origin
FROM products
WHERE category = 'spices' AND origin IS DISTINCT FROM 'IN';
