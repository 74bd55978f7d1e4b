SELECT country, count(*), count(phone) FROM customers WHERE phone IS NOT NULL GROUP BY country;
