SELECT sku, name, origin FROM products WHERE category = 'tea' AND origin <> 'IN' OR origin IS NULL;
