INSERT INTO closing (measure, value)
SELECT 'orders', count(*) FROM orders
UNION ALL SELECT 'worth', sum(total) FROM orders
UNION ALL SELECT 'mean', round(avg(total), 2) FROM orders;
