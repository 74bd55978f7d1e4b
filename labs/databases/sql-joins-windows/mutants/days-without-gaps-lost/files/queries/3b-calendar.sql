SELECT ordered_at::date, count(*) FROM orders
WHERE status = 'returned' AND ordered_at >= '2026-01-01' AND ordered_at < '2026-02-01'
GROUP BY ordered_at::date ORDER BY ordered_at::date;
