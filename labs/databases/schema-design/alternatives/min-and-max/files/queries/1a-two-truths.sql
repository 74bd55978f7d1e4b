WITH seen AS (SELECT DISTINCT lower(btrim(supplier)) AS supplier, supplier_email FROM import_lines)
SELECT supplier, count(*) FROM seen GROUP BY supplier HAVING min(supplier_email) <> max(supplier_email);
