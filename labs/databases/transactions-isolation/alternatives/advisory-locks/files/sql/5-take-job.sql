CREATE OR REPLACE FUNCTION take_job(packing_table text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  candidate integer;
BEGIN
  FOR candidate IN SELECT id FROM jobs WHERE packed_by IS NULL ORDER BY id LOOP
    IF pg_try_advisory_xact_lock(candidate) THEN
      UPDATE jobs SET packed_by = packing_table WHERE id = candidate AND packed_by IS NULL;
      IF FOUND THEN
        RETURN candidate;
      END IF;
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;
