SET lock_timeout = '500ms';
ALTER TABLE orders ADD COLUMN total_paise bigint GENERATED ALWAYS AS ((total * 100)::bigint) STORED;
