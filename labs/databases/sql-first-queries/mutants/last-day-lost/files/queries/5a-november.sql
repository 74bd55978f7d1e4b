SELECT count(*), sum(total) FROM orders WHERE ordered_at BETWEEN '2025-11-01' AND '2025-11-30';
