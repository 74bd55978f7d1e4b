SELECT name, email FROM customers
WHERE country IN ('JP', 'NL') AND id NOT IN (SELECT customer_id FROM orders);
