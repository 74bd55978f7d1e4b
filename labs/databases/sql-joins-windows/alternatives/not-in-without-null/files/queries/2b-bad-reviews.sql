SELECT p.sku, count(*) FILTER (WHERE r.rating = 1)
FROM products AS p LEFT JOIN reviews AS r ON r.product_id = p.id
WHERE p.category = 'storage'
GROUP BY p.sku;
