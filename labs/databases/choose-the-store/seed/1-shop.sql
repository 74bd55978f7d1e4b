-- What must add up: the stock, the customers, the sales. And a log of page views, 60,000 of them in June 2026.

CREATE TABLE products (
  sku   text PRIMARY KEY,
  price numeric(10,2) NOT NULL,
  stock integer NOT NULL CHECK (stock >= 0)
);

CREATE TABLE customers (
  id   integer PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE sales (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sku         text NOT NULL REFERENCES products (sku),
  customer_id integer NOT NULL REFERENCES customers (id),
  pieces      integer NOT NULL CHECK (pieces > 0)
);

CREATE TABLE page_views (
  sku       text NOT NULL,
  viewed_at timestamptz NOT NULL
);

INSERT INTO customers VALUES (33, 'Sakura Nakamura'), (42, 'Mei Nakamura'), (312, 'Haruto Sato');

INSERT INTO products VALUES
  ('SPI-1001', 525.00, 138),
  ('SPI-1002', 460.00, 212),
  ('SPI-1003', 280.00, 96),
  ('SPI-1004', 120.00, 410),
  ('SPI-1005', 190.00, 355),
  ('SPI-1006', 240.00, 180),
  ('SPI-1007', 175.00, 144),
  ('SPI-1008', 210.00, 203),
  ('SPI-1009', 310.00, 77),
  ('SPI-1010', 150.00, 390),
  ('SPI-1011', 390.00, 0),
  ('SPI-1012', 130.00, 165),
  ('SPI-1013', 265.00, 58),
  ('SPI-1014', 185.00, 301),
  ('TEA-2001', 340.00, 264),
  ('TEA-2002', 780.00, 61),
  ('TEA-2003', 450.00, 88),
  ('TEA-2004', 360.00, 320),
  ('TEA-2005', 400.00, 104),
  ('TEA-2006', 380.00, 175),
  ('TEA-2007', 620.00, 92),
  ('TEA-2008', 540.00, 70),
  ('TEA-2009', 720.00, 43),
  ('TEA-2010', 580.00, 0),
  ('TEA-2011', 320.00, 130),
  ('TEA-2012', 260.00, 118),
  ('TEA-2013', 240.00, 207),
  ('TEA-2015', 399.00, 286),
  ('CKW-3001', 1450.00, 84),
  ('CKW-3002', 2890.00, 31),
  ('CKW-3003', 1290.00, 47),
  ('CKW-3004', 2350.00, 66),
  ('CKW-3005', 1890.00, 52),
  ('CKW-3006', 3450.00, 14),
  ('CKW-3007', 1650.00, 73),
  ('CKW-3008', 980.00, 110),
  ('CKW-3009', 650.00, 95),
  ('CKW-3010', 2890.00, 22),
  ('CKW-3011', 890.00, 38),
  ('CKW-3012', 2190.00, 0),
  ('CKW-3013', 720.00, 64),
  ('CKW-3014', 2350.00, 41),
  ('TLS-4001', 1290.00, 57),
  ('TLS-4002', 1590.00, 36),
  ('TLS-4003', 320.00, 188),
  ('TLS-4004', 480.00, 120),
  ('TLS-4005', 540.00, 83),
  ('TLS-4006', 1890.00, 44),
  ('TLS-4007', 690.00, 91),
  ('TLS-4008', 850.00, 29),
  ('TLS-4009', 190.00, 240),
  ('TLS-4010', 210.00, 156),
  ('TLS-4011', 430.00, 72),
  ('TLS-4012', 1190.00, 48),
  ('TLS-4013', 260.00, 0),
  ('TLS-4015', 990.00, 67),
  ('TBW-5001', 390.00, 145),
  ('TBW-5002', 540.00, 78),
  ('TBW-5003', 1250.00, 99),
  ('TBW-5004', 650.00, 133),
  ('TBW-5005', 1890.00, 39),
  ('TBW-5006', 1690.00, 28),
  ('TBW-5007', 420.00, 167),
  ('TBW-5008', 680.00, 54),
  ('TBW-5009', 960.00, 46),
  ('TBW-5010', 1890.00, 19),
  ('TBW-5011', 1740.00, 0),
  ('TBW-5012', 1120.00, 33),
  ('TBW-5013', 360.00, 121),
  ('TBW-5014', 290.00, 210),
  ('STO-6001', 1150.00, 102),
  ('STO-6002', 240.00, 310),
  ('STO-6003', 340.00, 226),
  ('STO-6004', 380.00, 158),
  ('STO-6005', 1490.00, 25),
  ('STO-6006', 1390.00, 37),
  ('STO-6007', 890.00, 142),
  ('STO-6008', 760.00, 89),
  ('STO-6009', 2190.00, 13),
  ('STO-6010', 1090.00, 35),
  ('STO-6011', 640.00, 81),
  ('STO-6012', 180.00, 275),
  ('STO-6013', 450.00, 60),
  ('STO-6014', 95.00, 340),
  ('LIN-7001', 1320.00, 76),
  ('LIN-7002', 780.00, 94),
  ('LIN-7003', 690.00, 127),
  ('LIN-7004', 450.00, 183),
  ('LIN-7005', 380.00, 136),
  ('LIN-7006', 520.00, 109),
  ('LIN-7007', 740.00, 63),
  ('LIN-7008', 2450.00, 21),
  ('LIN-7009', 590.00, 112),
  ('LIN-7010', 220.00, 98),
  ('LIN-7011', 280.00, 254),
  ('LIN-7012', 560.00, 0),
  ('LIN-7013', 890.00, 71),
  ('LIN-7014', 3900.00, 8),
  ('HOM-8001', 180.00, 365),
  ('HOM-8002', 160.00, 344),
  ('HOM-8003', 420.00, 196),
  ('HOM-8004', 350.00, 150),
  ('HOM-8005', 840.00, 82),
  ('HOM-8006', 1290.00, 34),
  ('HOM-8007', 610.00, 69),
  ('HOM-8008', 970.00, 45),
  ('HOM-8009', 730.00, 53),
  ('HOM-8010', 390.00, 124),
  ('HOM-8011', 210.00, 287),
  ('HOM-8012', 260.00, 172),
  ('HOM-8013', 1540.00, 26),
  ('HOM-8014', 2890.00, 16);

-- The products of the front of the list are looked at far more often.
INSERT INTO page_views (sku, viewed_at)
SELECT sku, timestamptz '2026-06-01 00:00Z' + n * interval '43 seconds'
FROM generate_series(1, 60000) AS n
JOIN (SELECT sku, row_number() OVER (ORDER BY sku) - 1 AS place FROM products) AS listed
  ON place = (n::bigint * 7919 % 112) * (n::bigint * 104729 % 112) / 112;
