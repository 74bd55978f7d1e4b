CREATE TABLE rejected_lines (line_no integer PRIMARY KEY REFERENCES import_lines, reason text NOT NULL);
DO $$
DECLARE
  l import_lines;
  day date;
  firm integer;
BEGIN
  FOR l IN SELECT * FROM import_lines ORDER BY line_no LOOP
    day := CASE WHEN l.delivered_on ~ '/' THEN make_date(right(l.delivered_on, 4)::int, substr(l.delivered_on, 4, 2)::int, left(l.delivered_on, 2)::int) ELSE l.delivered_on::date END;
    SELECT id INTO firm FROM suppliers WHERE lower(name) = lower(btrim(l.supplier));
    IF firm IS NULL THEN
      INSERT INTO suppliers (name, email, city) VALUES (initcap(btrim(l.supplier)), l.supplier_email, l.supplier_city) RETURNING id INTO firm;
    ELSE
      -- The numbers of the deliveries follow their days; what comes later overwrites, and lines typed twice say the same.
      UPDATE suppliers SET email = l.supplier_email
      WHERE id = firm AND day >= ALL (SELECT delivered_on FROM deliveries WHERE supplier_id = firm);
    END IF;
    INSERT INTO deliveries VALUES (l.delivery_no, firm, day) ON CONFLICT DO NOTHING;
    BEGIN
      INSERT INTO delivery_items (delivery, sku, quantity, unit_cost) VALUES (l.delivery_no, l.sku, l.quantity::integer, replace(l.unit_cost, ',', '')::numeric) ON CONFLICT DO NOTHING;
    EXCEPTION WHEN OTHERS THEN
      INSERT INTO rejected_lines VALUES (l.line_no, SQLERRM);
    END;
  END LOOP;
END $$;
