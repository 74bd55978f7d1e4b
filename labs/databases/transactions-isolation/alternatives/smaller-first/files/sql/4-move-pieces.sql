CREATE OR REPLACE FUNCTION move_pieces(product integer, from_shelf text, to_shelf text, moved integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF from_shelf < to_shelf THEN
    UPDATE shelves SET pieces = pieces - moved WHERE product_id = product AND shelf = from_shelf;
    UPDATE shelves SET pieces = pieces + moved WHERE product_id = product AND shelf = to_shelf;
  ELSE
    UPDATE shelves SET pieces = pieces + moved WHERE product_id = product AND shelf = to_shelf;
    UPDATE shelves SET pieces = pieces - moved WHERE product_id = product AND shelf = from_shelf;
  END IF;
END
$$;
