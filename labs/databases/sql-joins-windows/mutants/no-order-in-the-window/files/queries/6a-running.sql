WITH months AS (
  SELECT to_char(ordered_at, 'YYYY-MM') AS month, sum(total) AS revenue
  FROM orders WHERE ordered_at >= '2026-01-01'
  GROUP BY month
)
SELECT month, revenue, sum(revenue) OVER () AS so_far
FROM months
ORDER BY month;
