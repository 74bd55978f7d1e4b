SELECT count(*), sum(total) FROM orders WHERE ordered_at >= '2026-03-14' AND ordered_at < '2026-03-16';
