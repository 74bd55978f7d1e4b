SELECT c.name, c.email
FROM customers AS c
WHERE c.country IN ('JP', 'NL')
  AND NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.customer_id = c.id);
