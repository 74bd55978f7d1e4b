SELECT supplier, count(DISTINCT supplier_email) FROM import_lines GROUP BY supplier HAVING count(DISTINCT supplier_email) > 1;
