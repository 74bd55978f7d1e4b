SELECT customer_id, count(*), sum(total) FROM orders WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING count(*) >= 48;
