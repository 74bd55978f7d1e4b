-- parentheses instead of IN
SELECT name, email, country FROM customers
WHERE (country = 'ZA' OR country = 'JP') AND newsletter = true
ORDER BY name;
