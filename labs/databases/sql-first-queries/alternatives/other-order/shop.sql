START TRANSACTION;
INSERT INTO refunds (reason, refunded_on, order_id, amount)
  SELECT 'changed my mind', '2026-06-30', id, total FROM orders WHERE id = 28957;
UPDATE products SET stock = stock + 2 WHERE sku = 'CKW-3014';
UPDATE orders SET status = 'returned' WHERE id = 28957;
END;
