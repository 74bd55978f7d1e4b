CREATE OR REPLACE FUNCTION take_job(packing_table text) RETURNS integer
LANGUAGE sql AS $$
  UPDATE jobs SET packed_by = packing_table
  WHERE id = (SELECT id FROM jobs WHERE packed_by IS NULL ORDER BY id DESC LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id;
$$;
