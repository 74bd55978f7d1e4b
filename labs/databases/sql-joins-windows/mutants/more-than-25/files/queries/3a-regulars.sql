WITH per_customer AS (
  SELECT customer_id, count(*) AS orders, sum(total) AS revenue
  FROM orders
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id
)
SELECT count(*), sum(orders), sum(revenue)
FROM per_customer
WHERE orders > 25;
