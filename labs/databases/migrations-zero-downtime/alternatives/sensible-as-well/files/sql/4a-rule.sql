BEGIN;
SET LOCAL lock_timeout = '600ms';
ALTER TABLE orders ADD CONSTRAINT paise CHECK (total_paise IS NOT NULL AND total_paise >= 0) NOT VALID;
COMMIT;
