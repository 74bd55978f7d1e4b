ALTER TABLE points ENGINE = InnoDB;
START TRANSACTION;
UPDATE points SET balance = 300 WHERE customer_id = 23;
INSERT INTO point_moves (customer_id, points, reason) VALUES (17, -300, 'gift 8814'), (23, 300, 'gift 8814');
COMMIT;
