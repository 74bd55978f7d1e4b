WITH spent AS (
  SELECT c.country, c.name, sum(o.total) AS spent
  FROM orders AS o JOIN customers AS c ON c.id = o.customer_id
  WHERE o.ordered_at >= '2026-01-01' AND o.status NOT IN ('cancelled', 'returned')
  GROUP BY c.id
), placed AS (
  SELECT country, name, spent, rank() OVER (PARTITION BY country ORDER BY spent DESC) AS place FROM spent
)
SELECT country, name, spent FROM placed WHERE place = 1;
