BEGIN;
SET LOCAL lock_timeout = '400ms';
CREATE FUNCTION paise_from_total() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.total_paise := round(new.total * 100); RETURN new; END';
CREATE FUNCTION total_from_paise() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.total := new.total_paise::numeric / 100; RETURN new; END';
CREATE TRIGGER a_insert_old BEFORE INSERT ON orders FOR EACH ROW WHEN (new.total_paise IS NULL) EXECUTE FUNCTION paise_from_total();
CREATE TRIGGER b_insert_new BEFORE INSERT ON orders FOR EACH ROW WHEN (new.total IS NULL) EXECUTE FUNCTION total_from_paise();
CREATE TRIGGER c_update_old BEFORE UPDATE ON orders FOR EACH ROW WHEN (new.total <> old.total) EXECUTE FUNCTION paise_from_total();
CREATE TRIGGER d_update_new BEFORE UPDATE ON orders FOR EACH ROW
  WHEN (new.total = old.total AND new.total_paise IS DISTINCT FROM old.total_paise) EXECUTE FUNCTION total_from_paise();
COMMIT;
