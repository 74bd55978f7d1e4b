SELECT d, count(o.id)
FROM generate_series(timestamptz '2026-01-01', '2026-01-31', '1 day') AS d
LEFT JOIN orders AS o ON o.ordered_at >= d AND o.ordered_at < d + interval '1 day' AND o.status = 'returned'
GROUP BY d ORDER BY d;
