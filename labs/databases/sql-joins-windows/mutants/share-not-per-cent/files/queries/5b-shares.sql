WITH sold AS (
  SELECT p.category, sum(i.quantity * i.unit_price) AS revenue
  FROM order_items AS i JOIN products AS p ON p.id = i.product_id
  GROUP BY p.category
)
SELECT category, revenue, round(revenue / sum(revenue) OVER (), 1) AS share
FROM sold;
