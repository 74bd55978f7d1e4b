ALTER TABLE orders DROP CONSTRAINT orders_total_paise_there;
ALTER TABLE orders ADD CONSTRAINT orders_total_paise_there CHECK (total_paise IS NOT NULL);
