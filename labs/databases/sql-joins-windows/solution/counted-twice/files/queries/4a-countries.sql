WITH packed AS (
  SELECT order_id, sum(quantity) AS pieces FROM order_items GROUP BY order_id
)
SELECT o.country, count(*) AS orders, sum(o.total) AS revenue, sum(packed.pieces) AS pieces
FROM orders AS o JOIN packed ON packed.order_id = o.id
WHERE o.ordered_at >= '2026-01-01'
GROUP BY o.country;
