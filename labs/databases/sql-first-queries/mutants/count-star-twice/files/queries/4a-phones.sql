SELECT country, count(*), count(*) FROM customers GROUP BY country;
