SET lock_timeout = '500ms';
ALTER TABLE orders ADD CONSTRAINT orders_total_paise_there CHECK (total_paise IS NOT NULL) NOT VALID;
