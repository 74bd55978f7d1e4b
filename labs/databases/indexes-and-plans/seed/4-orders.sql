-- 300,000 orders from 1 January 2025 to 30 June 2026, and a million lines. A formula of the row's number decides
-- everything: the same rows on every machine.

SET timezone TO 'UTC';

-- A whole number from 0 to size - 1 that belongs to n; another salt gives other numbers. PostgreSQL divides tables
-- into hash partitions by this function, so it stays what it is from version to version.
CREATE FUNCTION pg_temp.pick(n bigint, salt bigint, size integer) RETURNS integer LANGUAGE sql IMMUTABLE
  RETURN (hashint8extended(n, salt) & 2147483647)::integer % size;

INSERT INTO order_items (order_id, line, product_id, quantity, unit_price)
SELECT 10000 + n, line, p.id, (ARRAY[1, 1, 1, 1, 1, 2, 2, 3])[1 + pg_temp.pick(n * 8 + line, 1, 8)], p.price
FROM generate_series(1, 300000) AS n
-- One line to six. Some products are bought far more often than others.
CROSS JOIN LATERAL generate_series(1, 1 + pg_temp.pick(n, 2, 6)) AS line
CROSS JOIN LATERAL (SELECT pg_temp.pick(n * 8 + line, 3, 1000) AS taste) AS t
JOIN products AS p ON p.id = 1 + ((taste * taste / 8334) * 77 + 7) % 120;

INSERT INTO orders (id, customer_id, status, ordered_at, country, total)
SELECT 10000 + n, c.id,
       CASE WHEN fate < 4 THEN 'pending' WHEN fate < 7 THEN 'paid' WHEN n > 296000 THEN 'shipped'
            WHEN fate < 60 THEN 'cancelled' WHEN fate < 100 THEN 'returned' ELSE 'delivered' END,
       placed, coalesce(c.country, 'IN'), worth.total
FROM (
  SELECT n, timestamptz '2025-01-01 00:00:00Z' + interval '1 second' * (n * 157 + pg_temp.pick(n, 4, 157)) AS placed,
         pg_temp.pick(n, 5, 1000) AS fate,
         -- Only who had signed up by then; one order in twenty is a guest's.
         CASE WHEN pg_temp.pick(n, 6, 20) > 0 THEN 1 + pg_temp.pick(n, 7, (366 + n / 550) * 40000 / 912) END AS who
  FROM generate_series(1, 300000) AS n
) AS o
LEFT JOIN customers AS c ON c.id = who
JOIN (SELECT order_id, sum(quantity * unit_price) AS total FROM order_items GROUP BY order_id) AS worth ON worth.order_id = 10000 + n
ORDER BY n;

ALTER TABLE orders ADD PRIMARY KEY (id), ADD FOREIGN KEY (customer_id) REFERENCES customers (id),
  ADD CHECK (status IN ('pending', 'paid', 'shipped', 'delivered', 'cancelled', 'returned'));
ALTER TABLE order_items ADD PRIMARY KEY (order_id, line), ADD FOREIGN KEY (order_id) REFERENCES orders (id),
  ADD FOREIGN KEY (product_id) REFERENCES products (id);

-- The one index that somebody thought of.
CREATE INDEX orders_ordered_at_idx ON orders (ordered_at);
