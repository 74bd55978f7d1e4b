SELECT count(*), sum(total) FROM orders WHERE ordered_at::date = '2026-03-14';
