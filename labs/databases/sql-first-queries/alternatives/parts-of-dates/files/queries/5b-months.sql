SELECT to_char(date_trunc('month', ordered_at), 'YYYY-MM'), count(*), sum(total)
FROM orders
WHERE extract(year FROM ordered_at) = 2025 AND status NOT IN ('cancelled')
GROUP BY date_trunc('month', ordered_at)
ORDER BY date_trunc('month', ordered_at);
