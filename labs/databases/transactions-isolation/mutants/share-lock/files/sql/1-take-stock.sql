CREATE OR REPLACE FUNCTION take_stock(product integer, pieces integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  there integer;
BEGIN
  SELECT stock INTO there FROM products WHERE id = product FOR SHARE;
  UPDATE products SET stock = there - pieces WHERE id = product;
END
$$;
