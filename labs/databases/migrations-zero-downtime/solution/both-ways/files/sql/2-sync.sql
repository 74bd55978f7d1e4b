SET lock_timeout = '500ms';

CREATE OR REPLACE FUNCTION keep_totals_alike() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF new.total_paise IS NULL THEN
      new.total_paise := new.total * 100;
    ELSIF new.total IS NULL THEN
      new.total := new.total_paise / 100.0;
    END IF;
  ELSIF new.total_paise IS NULL OR new.total IS DISTINCT FROM old.total THEN
    new.total_paise := new.total * 100;
  ELSIF new.total_paise IS DISTINCT FROM old.total_paise THEN
    new.total := new.total_paise / 100.0;
  END IF;
  RETURN new;
END $$;

CREATE OR REPLACE TRIGGER keep_totals_alike BEFORE INSERT OR UPDATE ON orders
FOR EACH ROW EXECUTE FUNCTION keep_totals_alike();
