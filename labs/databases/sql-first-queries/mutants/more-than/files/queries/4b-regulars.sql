SELECT customer_id, count(*), sum(total) FROM orders WHERE status NOT IN ('cancelled', 'returned') AND customer_id IS NOT NULL GROUP BY customer_id HAVING count(*) > 48;
