-- A till sells pieces of a product: they are taken from the stock.
CREATE OR REPLACE FUNCTION take_stock(product integer, pieces integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  there integer;
BEGIN
  SELECT stock INTO there FROM products WHERE id = product;
  UPDATE products SET stock = there - pieces WHERE id = product;
END
$$;
