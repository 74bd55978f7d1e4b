WITH kept AS (
  SELECT * FROM orders WHERE status IN ('pending', 'paid', 'shipped', 'delivered') AND customer_id > 0
)
SELECT customer_id, count(*), sum(total) FROM kept GROUP BY customer_id HAVING count(*) >= 48;
