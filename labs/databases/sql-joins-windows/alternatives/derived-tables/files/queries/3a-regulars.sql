SELECT count(*), sum(n), sum(t)
FROM (SELECT c.id, count(*) AS n, sum(o.total) AS t FROM customers AS c JOIN orders AS o ON o.customer_id = c.id GROUP BY c.id HAVING count(*) >= 25) AS regulars;
