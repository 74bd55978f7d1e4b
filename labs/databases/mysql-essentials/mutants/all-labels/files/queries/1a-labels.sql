SELECT sku, CONCAT(name, ', Rs ', price)
FROM products;
