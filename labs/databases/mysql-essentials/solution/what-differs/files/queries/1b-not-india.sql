SELECT sku, name, origin
FROM products
WHERE category = 'spices' AND NOT (origin <=> 'IN');
