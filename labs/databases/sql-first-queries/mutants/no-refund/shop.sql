BEGIN;
UPDATE orders SET status = 'returned' WHERE id = 28957;
UPDATE products SET stock = stock + 2 WHERE id = 44;
COMMIT;
