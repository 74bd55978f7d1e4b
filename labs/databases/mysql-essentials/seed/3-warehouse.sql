-- The warehouse: deliveries, the shelf, what has arrived; gift codes and points.

-- What the suppliers' papers say.
CREATE TABLE delivery_notes (
  delivery_id  INT PRIMARY KEY,
  sku          VARCHAR(8) NOT NULL,
  pieces       INT NOT NULL,
  delivered_on DATE NOT NULL
);
INSERT INTO delivery_notes
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 40)
SELECT n, (SELECT sku FROM products WHERE id = 1 + n * 7 % 120), IF(n % 9 = 4, 130 + n * 7, 10 + n * 37 % 90), DATE_ADD('2026-05-01', INTERVAL n DAY)
FROM numbers;

-- What was typed in, years ago, on a server that was not strict: numbers that did not fit were cut without a word.
CREATE TABLE deliveries (
  id           INT AUTO_INCREMENT PRIMARY KEY,
  sku          VARCHAR(8) NOT NULL,
  pieces       TINYINT NOT NULL,
  delivered_on DATE NOT NULL
);
SET SESSION sql_mode = '';
INSERT INTO deliveries (id, sku, pieces, delivered_on) SELECT delivery_id, sku, pieces, delivered_on FROM delivery_notes;
SET SESSION sql_mode = DEFAULT;

-- Codes on gift cards. The printer tells upper from lower case.
CREATE TABLE gift_codes (
  code   VARCHAR(12) NOT NULL PRIMARY KEY,
  rupees INT NOT NULL
);
INSERT INTO gift_codes VALUES ('KB7-M2Q', 1000), ('TR4-X9A', 500), ('PN2-C6W', 250), ('QF8-J3H', 2000), ('ZD5-V1S', 500);

-- Where things lie in the hall, and how many.
CREATE TABLE shelf (
  sku    VARCHAR(8) PRIMARY KEY,
  place  VARCHAR(5) NOT NULL DEFAULT 'new',
  pieces INT UNSIGNED NOT NULL
);
INSERT INTO shelf (sku, place, pieces) VALUES
  ('TEA-2001', 'A-01', 40),
  ('TEA-2002', 'A-02', 12),
  ('TEA-2004', 'A-04', 65),
  ('TEA-2007', 'A-07', 18),
  ('SPI-1001', 'B-01', 90),
  ('SPI-1004', 'B-04', 150),
  ('SPI-1009', 'B-09', 33),
  ('CKW-3001', 'C-01', 9),
  ('TBW-5001', 'D-01', 57),
  ('TBW-5004', 'D-04', 21),
  ('STO-6001', 'E-01', 14),
  ('HOM-8001', 'F-01', 120);

-- This morning's lorry, box by box.
CREATE TABLE arrivals (
  box    INT AUTO_INCREMENT PRIMARY KEY,
  sku    VARCHAR(8) NOT NULL,
  pieces INT UNSIGNED NOT NULL
);
INSERT INTO arrivals (sku, pieces) VALUES
  ('TEA-2001', 24), ('TEA-2004', 36), ('SPI-1004', 80), ('LIN-7003', 15), ('TEA-2001', 12), ('CKW-3001', 6), ('TLS-4003', 40), ('STO-6002', 60);

-- Points of the customers, in a table as old as the shop.
CREATE TABLE points (
  customer_id INT PRIMARY KEY,
  balance     INT NOT NULL CHECK (balance >= 0)
) ENGINE = MyISAM;
INSERT INTO points
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60)
SELECT n, 100 + n * 137 % 900 FROM numbers;
UPDATE points SET balance = CASE customer_id WHEN 17 THEN 900 ELSE 450 END WHERE customer_id IN (17, 23);

CREATE TABLE point_moves (
  id          INT AUTO_INCREMENT PRIMARY KEY,
  customer_id INT NOT NULL,
  points      INT NOT NULL,
  reason      VARCHAR(40) NOT NULL
);
INSERT INTO point_moves (customer_id, points, reason)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60)
SELECT n, 50, 'order' FROM numbers;
