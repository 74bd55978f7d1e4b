SELECT sku, name, price FROM products WHERE category = 'Tea' AND price < 400;
