SELECT p.sku, count(r.id) AS bad_reviews
FROM products AS p
LEFT JOIN reviews AS r ON r.product_id = p.id AND r.rating = 1
WHERE p.category = 'storage'
GROUP BY p.sku;
