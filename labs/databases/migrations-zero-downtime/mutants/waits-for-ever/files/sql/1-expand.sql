ALTER TABLE orders ADD COLUMN total_paise bigint;
