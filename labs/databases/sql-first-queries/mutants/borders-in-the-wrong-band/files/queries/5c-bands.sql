SELECT CASE WHEN total <= 1000 THEN 'small' WHEN total <= 5000 THEN 'medium' ELSE 'large' END AS band, count(*) FROM orders GROUP BY band;
