SELECT sku,
       (SELECT sum(quantity) FROM order_items WHERE product_id = p.id),
       (SELECT count(*) FROM reviews WHERE product_id = p.id)
FROM products AS p
WHERE category = 'tea';
