SELECT to_char(ordered_at, 'YYYY-MM') AS month, count(*), sum(total) FROM orders WHERE ordered_at >= '2025-01-01' AND ordered_at < '2026-01-01' GROUP BY month ORDER BY month;
