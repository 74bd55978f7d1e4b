WITH days AS (
  SELECT date '2026-01-01' + n AS day FROM generate_series(0, 30) AS n
), returned AS (
  SELECT ordered_at::date AS day, count(*) AS orders
  FROM orders WHERE status = 'returned'
  GROUP BY ordered_at::date
)
SELECT days.day, coalesce(returned.orders, 0) AS returned
FROM days LEFT JOIN returned ON returned.day = days.day
ORDER BY days.day;
