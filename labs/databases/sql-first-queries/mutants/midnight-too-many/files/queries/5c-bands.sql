-- 5c. Small, medium, large
-- How many orders of all 20,000 are
--   small    below 1000 rupees
--   medium   from 1000 up to, but not including, 5000
--   large    5000 or more
-- Two columns: the word, the number of orders. The rows may come in any order.

SELECT CASE
         WHEN total < 1000 THEN 'small'
         WHEN total < 5000 THEN 'medium'
         ELSE 'large'
       END AS band,
       count(*) AS orders
FROM orders
GROUP BY band;
