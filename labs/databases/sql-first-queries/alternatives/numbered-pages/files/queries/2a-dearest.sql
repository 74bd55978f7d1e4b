WITH ranked AS (
  SELECT sku, name, price, row_number() OVER (ORDER BY price DESC, sku) AS place
  FROM products WHERE stock > 0
)
SELECT sku, name, price FROM ranked WHERE place <= 10 ORDER BY place;
