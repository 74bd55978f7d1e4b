WITH sold AS (
  SELECT product_id, sum(quantity) AS pieces FROM order_items GROUP BY product_id
), reviewed AS (
  SELECT product_id, count(*) AS reviews FROM reviews GROUP BY product_id
)
SELECT p.sku, coalesce(sold.pieces, 0) AS pieces, coalesce(reviewed.reviews, 0) AS reviews
FROM products AS p
LEFT JOIN sold ON sold.product_id = p.id
LEFT JOIN reviewed ON reviewed.product_id = p.id
WHERE p.category = 'tea';
