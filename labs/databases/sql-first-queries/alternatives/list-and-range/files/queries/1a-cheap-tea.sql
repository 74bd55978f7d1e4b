select p.sku, p.name, p.price from products p where p.category like 'tea' and not p.price >= 400.00
