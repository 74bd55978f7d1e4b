SELECT sku, name, price / 86.50 AS price_usd, coalesce(origin, 'unknown') AS origin FROM products WHERE category = 'spices';
