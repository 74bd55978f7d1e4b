SELECT CASE WHEN total < 5000 THEN 'medium' WHEN total < 1000 THEN 'small' ELSE 'large' END AS band, count(*) FROM orders GROUP BY band;
