CREATE OR REPLACE FUNCTION take_stock(product integer, pieces integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  there integer;
BEGIN
  SELECT stock INTO there FROM products WHERE id = product;
  PERFORM 1 FROM products WHERE id = product FOR UPDATE;
  UPDATE products SET stock = there - pieces WHERE id = product;
END
$$;
