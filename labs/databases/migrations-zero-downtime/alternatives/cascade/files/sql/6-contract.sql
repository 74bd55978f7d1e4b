SET lock_timeout TO '700ms';
ALTER TABLE orders DROP COLUMN total, DISABLE TRIGGER keep_totals_alike;
DROP FUNCTION keep_totals_alike CASCADE;
