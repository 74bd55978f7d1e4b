CREATE OR REPLACE FUNCTION take_stock(product integer, pieces integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  there integer;
BEGIN
  LOOP
    SELECT stock INTO there FROM products WHERE id = product;
    UPDATE products SET stock = there - pieces WHERE id = product AND stock = there;
    EXIT WHEN FOUND;
  END LOOP;
END
$$;
