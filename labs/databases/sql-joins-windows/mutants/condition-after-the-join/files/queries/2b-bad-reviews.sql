SELECT p.sku, count(r.id) AS bad_reviews
FROM products AS p
LEFT JOIN reviews AS r ON r.product_id = p.id
WHERE p.category = 'storage' AND r.rating = 1
GROUP BY p.sku;
