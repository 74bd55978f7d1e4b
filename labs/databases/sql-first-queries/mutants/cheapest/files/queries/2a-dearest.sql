SELECT sku, name, price FROM products WHERE stock > 0 ORDER BY price, sku DESC LIMIT 10;
