-- A formula of the row's number decides everything: the same rows on every machine.

INSERT INTO products (id, sku, name, price, stock) VALUES
  (1, 'SPI-1001', 'Kashmiri Saffron 1 g', 525.00, 138),
  (2, 'SPI-1002', 'Green Cardamom 100 g', 460.00, 212),
  (3, 'SPI-1004', 'Turmeric Powder 200 g', 120.00, 410),
  (4, 'TEA-2001', 'Assam Breakfast 250 g', 340.00, 264),
  (5, 'TEA-2002', 'Darjeeling First Flush 100 g', 780.00, 61),
  (6, 'TEA-2004', 'Masala Chai 250 g', 360.00, 40),
  (7, 'TEA-2007', 'Sencha 100 g', 620.00, 92),
  (8, 'CKW-3001', 'Cast Iron Tawa 28 cm', 1450.00, 84),
  (9, 'TLS-4001', 'Granite Mortar and Pestle', 1290.00, 57),
  (10, 'TBW-5002', 'Blue Pottery Bowl', 540.00, 78),
  (11, 'STO-6001', 'Masala Dabba, 7 Tins', 1150.00, 102),
  (12, 'HOM-8003', 'Brass Diya, Pair', 420.00, 196);

-- The orders of the last three days.
INSERT INTO orders (id, status, ordered_at, total)
SELECT 29600 + n, (ARRAY['paid', 'paid', 'shipped', 'pending', 'cancelled'])[1 + n % 5],
       timestamptz '2026-06-28 00:10:00Z' + n * interval '10 minutes 37 seconds', 95 + (n * 7919 % 4200)
FROM generate_series(1, 400) AS n;

INSERT INTO desks VALUES ('phone', true), ('chat', true), ('mail', false);

INSERT INTO shelves (product_id, shelf, pieces)
SELECT id, shelf, stock / 2 + CASE WHEN shelf = 'A' THEN stock % 2 ELSE 0 END FROM products, (VALUES ('A'), ('B')) AS s (shelf);

INSERT INTO jobs (id, order_id)
SELECT n, 29980 + n FROM generate_series(1, 8) AS n;

SELECT setval(pg_get_serial_sequence('orders', 'id'), 30000);
