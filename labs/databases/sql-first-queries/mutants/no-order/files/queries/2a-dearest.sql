SELECT sku, name, price FROM products WHERE sku IN (SELECT sku FROM products WHERE stock > 0 ORDER BY price DESC, sku LIMIT 10) ORDER BY id;
