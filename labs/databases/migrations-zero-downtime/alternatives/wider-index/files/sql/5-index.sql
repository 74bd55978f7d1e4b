CREATE INDEX CONCURRENTLY IF NOT EXISTS by_worth ON orders USING btree (total_paise DESC, id);
