SET lock_timeout = '500ms';
BEGIN;
ALTER TABLE orders DROP COLUMN total;
COMMIT;
