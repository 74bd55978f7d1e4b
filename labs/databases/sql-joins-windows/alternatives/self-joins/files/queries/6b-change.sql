WITH months AS (SELECT date_trunc('month', ordered_at) AS start, sum(total) AS revenue FROM orders GROUP BY start)
SELECT to_char(a.start, 'YYYY-MM') AS month, a.revenue, round((a.revenue / b.revenue - 1) * 100, 1)
FROM months AS a JOIN months AS b ON b.start = a.start - interval '1 month'
WHERE a.start >= '2026-01-01' ORDER BY a.start;
