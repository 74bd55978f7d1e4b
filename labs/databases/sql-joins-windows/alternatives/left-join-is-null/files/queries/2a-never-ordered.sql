SELECT c.name, c.email
FROM customers AS c LEFT JOIN orders AS o ON o.customer_id = c.id
WHERE c.country IN ('JP', 'NL') AND o.id IS NULL;
