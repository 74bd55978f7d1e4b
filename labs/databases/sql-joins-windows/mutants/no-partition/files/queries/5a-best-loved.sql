WITH loved AS (
  SELECT p.category, p.sku, count(*) AS five_stars
  FROM products AS p JOIN reviews AS r ON r.product_id = p.id
  WHERE r.rating = 5
  GROUP BY p.category, p.sku
), placed AS (
  SELECT category, sku, five_stars, rank() OVER (ORDER BY five_stars DESC) AS place
  FROM loved
)
SELECT category, sku, five_stars, place FROM placed WHERE place <= 4;
