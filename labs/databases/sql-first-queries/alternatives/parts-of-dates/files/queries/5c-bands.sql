SELECT 'small' AS band, count(*) AS orders FROM orders WHERE total < 1000
UNION ALL
SELECT 'medium', count(*) FROM orders WHERE total >= 1000 AND total < 5000
UNION ALL
SELECT 'large', count(*) FROM orders WHERE total >= 5000;
