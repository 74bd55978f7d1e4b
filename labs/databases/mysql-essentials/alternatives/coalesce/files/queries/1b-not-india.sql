SELECT sku, name, origin
FROM products
WHERE category = 'spices' AND IFNULL(origin, '??') != 'IN';
