SELECT sku, name, price FROM products WHERE category = "tea" AND price < 400;
