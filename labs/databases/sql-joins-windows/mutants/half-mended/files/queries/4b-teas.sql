SELECT p.sku, sum(i.quantity), count(DISTINCT r.id)
FROM products AS p
LEFT JOIN order_items AS i ON i.product_id = p.id
LEFT JOIN reviews AS r ON r.product_id = p.id
WHERE p.category = 'tea'
GROUP BY p.sku;
