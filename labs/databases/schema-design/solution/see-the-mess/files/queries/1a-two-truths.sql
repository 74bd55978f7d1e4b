SELECT lower(btrim(supplier)) AS supplier, count(DISTINCT supplier_email) AS emails
FROM import_lines
GROUP BY lower(btrim(supplier))
HAVING count(DISTINCT supplier_email) > 1;
