-- A first try without a transaction, put back by hand, then done properly.
UPDATE orders SET status = 'returned' WHERE id = 28957;
UPDATE products SET stock = stock + 2 WHERE id = 44;
UPDATE orders SET status = 'delivered' WHERE id = 28957;
UPDATE products SET stock = 41 WHERE id = 44;
BEGIN;
UPDATE orders SET status = 'returned' WHERE id = 28957;
UPDATE products SET stock = stock + 2 WHERE id = 44;
INSERT INTO refunds (order_id, amount, reason, refunded_on) VALUES (28957, 4700, 'changed my mind', '2026-06-30');
COMMIT;
