SELECT CASE WHEN total < 1000 THEN 'small' WHEN total < 5000 THEN 'medium' END AS band, count(*) FROM orders GROUP BY band;
