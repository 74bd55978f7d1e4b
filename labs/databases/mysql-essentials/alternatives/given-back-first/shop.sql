ALTER TABLE points ENGINE = InnoDB;
UPDATE points SET balance = balance + 300 WHERE customer_id = 17;
BEGIN;
UPDATE points SET balance = balance - 300 WHERE customer_id = 17;
UPDATE points SET balance = balance + 300 WHERE customer_id = 23;
INSERT INTO point_moves (customer_id, points, reason) VALUES (17, -300, 'gift 8814'), (23, 300, 'gift 8814');
COMMIT;
