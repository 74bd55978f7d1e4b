WITH months AS (
  SELECT to_char(ordered_at, 'YYYY-MM') AS month, sum(total) AS revenue
  FROM orders
  GROUP BY month
), compared AS (
  SELECT month, revenue, lag(revenue) OVER (ORDER BY month) AS before
  FROM months
)
SELECT month, revenue, round(100 * (revenue - before) / revenue, 1) AS change
FROM compared
WHERE month >= '2026-01'
ORDER BY month;
