SET lock_timeout = '500ms';
ALTER TABLE orders ADD COLUMN total_paise smallint;
