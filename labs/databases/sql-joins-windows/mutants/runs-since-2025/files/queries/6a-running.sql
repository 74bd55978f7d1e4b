WITH months AS (
  SELECT to_char(ordered_at, 'YYYY-MM') AS month, sum(total) AS revenue FROM orders GROUP BY month
), running AS (
  SELECT month, revenue, sum(revenue) OVER (ORDER BY month) AS so_far FROM months
)
SELECT month, revenue, so_far FROM running WHERE month >= '2026-01' ORDER BY month;
