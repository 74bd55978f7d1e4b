BEGIN;
DROP TRIGGER keep_totals_alike ON orders;
DROP FUNCTION keep_totals_alike();
ALTER TABLE orders DROP COLUMN total;
COMMIT;
