SELECT count(*), sum(total) FROM orders
WHERE extract(year FROM ordered_at) = 2026 AND extract(month FROM ordered_at) = 3 AND extract(day FROM ordered_at) = 14;
