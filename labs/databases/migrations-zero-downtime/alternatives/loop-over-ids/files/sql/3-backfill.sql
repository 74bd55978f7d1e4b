DO $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT id FROM orders WHERE total_paise IS NULL LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED LOOP
    UPDATE orders SET total_paise = (total * 100)::bigint WHERE id = one.id;
  END LOOP;
END $$;
