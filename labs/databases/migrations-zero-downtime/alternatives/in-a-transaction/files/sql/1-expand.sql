BEGIN;
SET LOCAL lock_timeout = '800ms';
ALTER TABLE orders ADD total_paise int8 DEFAULT NULL;
COMMIT;
