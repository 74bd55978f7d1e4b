-- One statement is a transaction by itself: three changes in data-modifying CTEs.
WITH parcel AS (
  UPDATE orders SET status = 'returned' WHERE id = 28957 RETURNING id, total
), shelf AS (
  UPDATE products SET stock = stock + quantity
  FROM order_items WHERE order_items.order_id = 28957 AND products.id = order_items.product_id
)
INSERT INTO refunds (order_id, amount, reason, refunded_on)
SELECT id, total, 'changed my mind', date '2026-06-30' FROM parcel;
