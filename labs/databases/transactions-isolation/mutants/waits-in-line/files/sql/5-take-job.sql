CREATE OR REPLACE FUNCTION take_job(packing_table text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  taken integer;
BEGIN
  SELECT id INTO taken FROM jobs WHERE packed_by IS NULL ORDER BY id LIMIT 1 FOR UPDATE;
  UPDATE jobs SET packed_by = packing_table WHERE id = taken;
  RETURN taken;
END
$$;
