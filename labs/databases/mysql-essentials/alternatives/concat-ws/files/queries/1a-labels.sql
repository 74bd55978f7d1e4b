SELECT p.sku, CONCAT_WS(', Rs ', p.name, p.price)
FROM products AS p
JOIN categories AS c ON c.slug = p.category
WHERE c.name = "Tea";
