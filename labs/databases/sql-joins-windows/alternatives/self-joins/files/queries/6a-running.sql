WITH months AS (SELECT date_trunc('month', ordered_at) AS start, sum(total) AS revenue FROM orders WHERE ordered_at >= '2026-01-01' GROUP BY start)
SELECT to_char(a.start, 'YYYY-MM'), a.revenue, sum(b.revenue)
FROM months AS a JOIN months AS b ON b.start <= a.start
GROUP BY a.start, a.revenue ORDER BY a.start;
