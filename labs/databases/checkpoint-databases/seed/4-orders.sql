-- 20,000 orders from 1 January 2025 to 30 June 2026, their items, refunds and reviews.

SET timezone TO 'UTC';

CREATE OR REPLACE FUNCTION pg_temp.pick(key text, n integer) RETURNS integer LANGUAGE sql IMMUTABLE
  RETURN ('x' || substr(md5(key), 1, 7))::bit(28)::integer % n;

-- How many customers each day knew, and how busy it was: slow growth, fuller weekends, a rush before Diwali
-- (20 October 2025) and in December.
CREATE TEMPORARY TABLE trading_day AS
SELECT day, busy, sum(busy) OVER (ORDER BY day) AS busy_so_far, sum(busy) OVER () AS busy_in_all,
       (SELECT count(*)::integer FROM customers WHERE signed_up_on <= day) AS known
FROM (
  SELECT day, (200 + (day - date '2025-01-01') / 2)
              * CASE WHEN extract(isodow FROM day) IN (6, 7) THEN 13 ELSE 10 END
              * CASE WHEN day BETWEEN date '2025-10-01' AND date '2025-10-20' THEN 19
                     WHEN day BETWEEN date '2025-12-05' AND date '2025-12-22' THEN 14
                     ELSE 10 END AS busy
  FROM (SELECT date '2025-01-01' + n AS day FROM generate_series(0, 545) AS n) AS days
) AS weighed;

-- The orders as they came in.
CREATE TEMPORARY TABLE placed AS
SELECT 10000 + row_number() OVER (ORDER BY day, second, n) AS id, day,
       (day + second * interval '1 second') AT TIME ZONE 'UTC' AS ordered_at, known
FROM (
  SELECT day, n, known,
         CASE  -- The first order of December 2025 comes at midnight sharp; else more come by day than by night.
           WHEN day = date '2025-12-01' AND n = 1 + (busy_so_far - busy) * 20000 / busy_in_all THEN 0
           ELSE ((pg_temp.pick('a' || day || '/' || n, 86400) + pg_temp.pick('b' || day || '/' || n, 86400)) / 2 + 3600) % 86400
         END AS second
  FROM trading_day,
       generate_series(1 + (busy_so_far - busy) * 20000 / busy_in_all, busy_so_far * 20000 / busy_in_all) AS n
) AS moments;

-- Who ordered. A twelfth of the customers never order by name, one in ten is a regular (id ending in 3).
CREATE TEMPORARY TABLE bought AS
SELECT id, day, ordered_at, pg_temp.pick('what' || id, 1000) AS taste, pg_temp.pick('lines' || id, 9) AS size,
       pg_temp.pick('end' || id, 1000) AS ending, pg_temp.pick('coupon' || id, 100) AS luck,
       CASE WHEN pg_temp.pick('guest' || id, 100) < 6 OR pg_temp.pick('never' || who, 12) = 0 THEN NULL ELSE who END AS customer_id
FROM (
  SELECT id, day, ordered_at,
         CASE WHEN pg_temp.pick('regular' || id, 100) < 25 AND anyone - anyone % 10 + 3 <= known
              THEN anyone - anyone % 10 + 3 ELSE anyone END AS who
  FROM (SELECT *, 1 + pg_temp.pick('who' || id, known) AS anyone FROM placed) AS drawn
) AS chosen;

-- What they ordered: one to four lines, some products far more often than others. Until 2025 most prices were lower.
CREATE TEMPORARY TABLE item AS
SELECT b.id AS order_id, line, p.id AS product_id,
       (ARRAY[1, 1, 1, 1, 1, 1, 1, 2, 2, 3])[1 + pg_temp.pick('quantity' || b.id || '/' || line, 10)]
         * CASE WHEN pg_temp.pick('bulk' || b.id || '/' || line, 60) = 0 THEN 4 ELSE 1 END AS quantity,
       CASE WHEN b.day < date '2026-01-01' AND p.id % 4 <> 0 THEN round(p.price * 0.95, 0)::numeric(10,2) ELSE p.price END AS unit_price
FROM bought AS b
CROSS JOIN LATERAL generate_series(1, (ARRAY[1, 1, 1, 2, 2, 2, 3, 3, 4])[1 + size]) AS line
CROSS JOIN LATERAL (
  SELECT 1 + ((taste * taste / 8334) * 77 + line * 37) % 120 AS wanted
) AS wish
-- Who wanted a product that had gone took the one listed before it.
JOIN products AS w ON w.id = wanted
JOIN products AS p ON p.id = wanted - CASE WHEN w.discontinued_on <= b.day THEN 1 ELSE 0 END;

INSERT INTO orders (id, customer_id, status, ordered_at, shipped_at, country, coupon, total)
SELECT id, customer_id, status, ordered_at,
       CASE WHEN status IN ('shipped', 'delivered', 'returned') OR (status = 'cancelled' AND pg_temp.pick('late' || id, 5) = 0)
            THEN ordered_at + interval '1 minute' * (180 + pg_temp.pick('packed' || id, CASE WHEN day > date '2026-06-27' THEN 1000 ELSE 3900 END)) END,
       coalesce(c.country, (ARRAY['IN', 'IN', 'IN', 'US', 'GB', 'AE', 'DE', 'SG'])[1 + pg_temp.pick('where' || o.id, 8)]),
       coupon,
       round(goods * CASE coupon WHEN 'DIWALI15' THEN 0.85 WHEN 'WELCOME10' THEN 0.90 WHEN 'TEATIME' THEN 0.95 ELSE 1 END, 2)
FROM (
  SELECT id, customer_id, day, ordered_at,
         CASE WHEN day = date '2026-06-30' OR (day > date '2026-06-27' AND pg_temp.pick('status' || id, 100) < 60)
                THEN (ARRAY['pending', 'paid', 'paid'])[1 + pg_temp.pick('new' || id, 3)]
              WHEN day > date '2026-06-25' OR (day > date '2026-06-18' AND pg_temp.pick('status' || id, 100) < 60) THEN 'shipped'
              WHEN ending < 62 THEN 'cancelled'
              WHEN ending < 101 THEN 'returned'
              WHEN ending < 105 THEN 'paid'
              ELSE 'delivered' END AS status,
         CASE WHEN day BETWEEN date '2025-10-01' AND date '2025-10-20' AND luck < 30 THEN 'DIWALI15'
              WHEN luck < 9 THEN 'WELCOME10'
              WHEN luck < 13 THEN 'TEATIME' END AS coupon,
         goods
  FROM bought JOIN (SELECT order_id, sum(quantity * unit_price) AS goods FROM item GROUP BY order_id) AS worth ON order_id = id
) AS o LEFT JOIN (SELECT id AS customer, country FROM customers) AS c ON customer = customer_id
ORDER BY id;

INSERT INTO order_items SELECT order_id, line, product_id, quantity, unit_price FROM item ORDER BY order_id, line;

INSERT INTO refunds (order_id, amount, reason, refunded_on)
SELECT id, total, (ARRAY['damaged in transit', 'changed my mind', 'wrong size', 'arrived too late', 'not as described'])[1 + pg_temp.pick('why' || id, 5)],
       least(ordered_at::date + 9 + pg_temp.pick('wait' || id, 12), date '2026-06-30')
FROM orders WHERE status = 'returned' ORDER BY id;

INSERT INTO reviews (product_id, customer_id, rating, body, written_at)
SELECT product_id, customer_id, rating,
       CASE WHEN pg_temp.pick('says' || order_id, 100) < 55 THEN
         (ARRAY['Broke within a week.', 'Not what the picture shows.', 'It does its job.', 'Well made, quick delivery.', 'We use it every day.'])[rating] END,
       least(shipped_at + interval '1 hour' * (72 + pg_temp.pick('wrote' || order_id, 400)), timestamptz '2026-06-30 20:00:00Z')
FROM (
  SELECT o.id AS order_id, i.product_id, o.customer_id, o.shipped_at,
         (ARRAY[1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5])[1 + pg_temp.pick('stars' || o.id, 13)] AS rating
  FROM orders AS o JOIN order_items AS i ON i.order_id = o.id AND i.line = 1
  WHERE o.status = 'delivered' AND o.customer_id IS NOT NULL AND pg_temp.pick('review' || o.id, 100) < 22
) AS opinion
ORDER BY order_id;

-- Each row refers to rows that are there. Declared last: checking all at once is faster than one by one.
ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);
ALTER TABLE order_items ADD FOREIGN KEY (order_id) REFERENCES orders (id), ADD FOREIGN KEY (product_id) REFERENCES products (id);
ALTER TABLE reviews ADD FOREIGN KEY (product_id) REFERENCES products (id), ADD FOREIGN KEY (customer_id) REFERENCES customers (id);
ALTER TABLE refunds ADD FOREIGN KEY (order_id) REFERENCES orders (id);

-- New rows go on from here.
SELECT setval(pg_get_serial_sequence('customers', 'id'), 2000), setval(pg_get_serial_sequence('orders', 'id'), 30000);
