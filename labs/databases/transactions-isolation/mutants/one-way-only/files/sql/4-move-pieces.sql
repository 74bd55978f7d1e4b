CREATE OR REPLACE FUNCTION move_pieces(product integer, from_shelf text, to_shelf text, moved integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE shelves SET pieces = pieces - moved WHERE product_id = product AND shelf = 'A';
  UPDATE shelves SET pieces = pieces + moved WHERE product_id = product AND shelf = 'B';
END
$$;
