SELECT sku, name, round(price / 86.50, 2) AS price_usd, origin FROM products WHERE category = 'spices';
