-- 300 deliveries of fourteen suppliers in 2026, one to six products each, as people typed them.
-- Every choice is a formula or a hash of the row number: the same lines on every machine.

CREATE OR REPLACE FUNCTION pg_temp.pick(key text, n integer) RETURNS integer LANGUAGE sql IMMUTABLE
  RETURN ('x' || substr(md5(key), 1, 7))::bit(28)::integer % n;

CREATE TEMPORARY TABLE firm (id integer, name text, box text, city text);
INSERT INTO firm VALUES
  (0, 'Assam Leaf Company', 'assam.leaf', 'Guwahati'), (1, 'Malabar Spice House', 'malabar.spice', 'Kochi'),
  (2, 'Deccan Brass Works', 'deccan.brass', 'Hyderabad'), (3, 'Jaipur Block Prints', 'jaipur.prints', 'Jaipur'),
  (4, 'Kashmir Gold', 'kashmir.gold', NULL), (5, 'Konkan Coconut Crafts', 'konkan.crafts', 'Ratnagiri'),
  (6, 'Nilgiri Tea Gardens', 'nilgiri.tea', 'Coonoor'), (7, 'Pune Storage Supply', 'pune.storage', 'Pune'),
  (8, 'Saharanpur Woodcraft', 'saharanpur.wood', 'Saharanpur'), (9, 'Blue Pottery Studio', 'blue.pottery', 'Jaipur'),
  (10, 'Mysore Incense Makers', 'mysore.incense', 'Mysuru'), (11, 'Surat Linen Mills', 'surat.linen', 'Surat'),
  (12, 'Coorg Pepper Estate', 'coorg.pepper', NULL), (13, 'Moradabad Metal', 'moradabad.metal', 'Moradabad');

CREATE TEMPORARY TABLE line AS
SELECT row_number() OVER (ORDER BY d, k)::integer AS line_no, d, k, day, f.*, p.sku, p.price
FROM (SELECT d, date '2026-01-05' + d * 175 / 300 AS day, pg_temp.pick('firm' || d, 14) AS firm, 1 + pg_temp.pick('size' || d, 6) AS size
      FROM generate_series(1, 300) AS d) AS delivery
JOIN firm AS f ON f.id = delivery.firm
CROSS JOIN LATERAL generate_series(1, size) AS k
JOIN products AS p ON p.id = 1 + (d * 37 + k * 17) % 120;

INSERT INTO import_lines
SELECT line_no,
       'D-' || lpad(d::text, 5, '0'),
       -- Some people write the day first. Their dates look like others.
       CASE WHEN d % 3 = 0 AND extract(day FROM day) <= 12 THEN to_char(day, 'DD/MM/YYYY') ELSE to_char(day, 'YYYY-MM-DD') END,
       CASE WHEN line_no % 17 = 4 THEN upper(name) WHEN line_no % 23 = 6 THEN name || ' ' ELSE name END,
       -- Five firms changed their address in spring.
       CASE WHEN firm_id % 3 = 1 AND day >= date '2026-04-01' THEN 'orders.' || box || '@example.com' ELSE box || '@example.net' END,
       city,
       CASE WHEN line_no % 173 = 5 THEN translate(left(sku, 5), '0', 'O') || 'O' || right(sku, 2) ELSE sku END,
       CASE WHEN line_no % 211 = 7 THEN '-12' WHEN line_no % 251 = 9 THEN '0' WHEN line_no % 307 = 11 THEN ''
            ELSE (5 + pg_temp.pick('quantity' || line_no, 116))::text END,
       to_char(round(price * 0.45, 2), 'FM999,990.00')
FROM (SELECT *, id AS firm_id FROM line) AS typed;

-- Some lines were typed twice.
INSERT INTO import_lines
SELECT (SELECT max(line_no) FROM import_lines) + row_number() OVER (ORDER BY line_no),
       delivery_no, delivered_on, supplier, supplier_email, supplier_city, sku, quantity, unit_cost
FROM import_lines WHERE line_no % 97 = 3;
