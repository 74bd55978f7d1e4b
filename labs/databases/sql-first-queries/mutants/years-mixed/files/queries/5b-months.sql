SELECT to_char(ordered_at, 'MM') AS month, count(*), sum(total) FROM orders WHERE status <> 'cancelled' GROUP BY month ORDER BY month;
