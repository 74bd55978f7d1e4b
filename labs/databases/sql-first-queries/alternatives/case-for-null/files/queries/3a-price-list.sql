SELECT sku, name, (price / 86.5)::numeric(10,2) AS price_usd,
       CASE WHEN origin IS NULL THEN 'unknown' ELSE origin END AS origin
FROM products WHERE category = 'spices' ORDER BY sku;
