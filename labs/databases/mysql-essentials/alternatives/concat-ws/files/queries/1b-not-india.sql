SELECT `sku`, `name`, `origin`
FROM `products`
WHERE category = 'spices' AND (origin <> 'IN' OR origin IS NULL);
