SELECT p.sku, (SELECT count(*) FROM reviews AS r WHERE r.product_id = p.id AND r.rating = 1)
FROM products AS p
WHERE p.category = 'storage';
