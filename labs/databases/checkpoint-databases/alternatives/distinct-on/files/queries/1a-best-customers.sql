SELECT DISTINCT ON (country) country, name, spent
FROM (
  SELECT c.country, c.id, c.name, sum(o.total) AS spent
  FROM customers AS c, orders AS o
  WHERE o.customer_id = c.id AND o.ordered_at >= '2026-01-01' AND o.status IN ('pending', 'paid', 'shipped', 'delivered')
  GROUP BY c.country, c.id, c.name
) AS sums
ORDER BY country, spent DESC;
