SELECT country, sum(1) AS customers, sum(CASE WHEN phone IS NULL THEN 0 ELSE 1 END) AS with_phone FROM customers GROUP BY 1;
