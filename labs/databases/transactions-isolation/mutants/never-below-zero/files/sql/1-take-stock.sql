CREATE OR REPLACE FUNCTION take_stock(product integer, pieces integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE products SET stock = greatest(stock - pieces, 0) WHERE id = product;
END
$$;
