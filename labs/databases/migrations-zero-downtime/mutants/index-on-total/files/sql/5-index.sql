CREATE INDEX CONCURRENTLY orders_total_paise_idx ON orders (total);
