CREATE TABLE rejected_lines (
  line_no integer PRIMARY KEY,
  reason  text NOT NULL
);

BEGIN;

INSERT INTO rejected_lines (line_no, reason)
SELECT line_no, CASE WHEN p.sku IS NULL THEN 'no such product' ELSE 'no sensible quantity' END
FROM import_lines AS l LEFT JOIN products AS p ON p.sku = l.sku
WHERE p.sku IS NULL OR l.quantity !~ '^[1-9][0-9]*$';

CREATE TEMPORARY TABLE clean AS
SELECT *, btrim(supplier) AS name,
       CASE WHEN delivered_on LIKE '%/%' THEN to_date(delivered_on, 'DD/MM/YYYY') ELSE delivered_on::date END AS day
FROM import_lines;

INSERT INTO suppliers (name, email, city)
SELECT DISTINCT ON (lower(name)) name, supplier_email, supplier_city
FROM clean
ORDER BY lower(name), day DESC;

INSERT INTO deliveries (number, supplier_id, delivered_on)
SELECT DISTINCT c.delivery_no, s.id, c.day
FROM clean AS c JOIN suppliers AS s ON lower(s.name) = lower(c.name);

INSERT INTO delivery_items (delivery, sku, quantity, unit_cost)
SELECT DISTINCT delivery_no, sku, quantity::integer, replace(unit_cost, ',', '')::numeric
FROM clean
WHERE line_no NOT IN (SELECT line_no FROM rejected_lines);

COMMIT;
