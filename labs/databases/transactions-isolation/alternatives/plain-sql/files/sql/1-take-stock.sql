DROP FUNCTION IF EXISTS take_stock(integer, integer);
CREATE FUNCTION take_stock(product integer, pieces integer) RETURNS void
BEGIN ATOMIC
  UPDATE products SET stock = stock - pieces WHERE id = product;
END;
