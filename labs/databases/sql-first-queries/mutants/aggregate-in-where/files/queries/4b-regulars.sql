SELECT customer_id, count(*), sum(total) FROM orders WHERE count(*) >= 48 GROUP BY customer_id;
