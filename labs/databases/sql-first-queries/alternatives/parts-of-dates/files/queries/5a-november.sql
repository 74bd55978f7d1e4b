SELECT count(*), sum(total) FROM orders WHERE date_trunc('month', ordered_at) = '2025-11-01';
