SET lock_timeout = '500ms';
ALTER TABLE orders ALTER COLUMN total_paise SET NOT NULL;
