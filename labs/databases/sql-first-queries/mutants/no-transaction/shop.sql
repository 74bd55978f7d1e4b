UPDATE orders SET status = 'returned' WHERE id = 28957;
UPDATE products SET stock = stock + 2 WHERE id = 44;
INSERT INTO refunds (order_id, amount, reason, refunded_on) VALUES (28957, 4700.00, 'changed my mind', '2026-06-30');
