CREATE OR REPLACE FUNCTION take_stock(product integer, pieces integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE products SET stock = stock - pieces;
END
$$;
