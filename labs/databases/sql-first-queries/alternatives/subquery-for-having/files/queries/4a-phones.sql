SELECT country, count(*) AS all_of_them, count(*) FILTER (WHERE phone IS NOT NULL) AS reachable
FROM customers GROUP BY country ORDER BY country;
