CREATE INDEX ON orders (status, country, ordered_at DESC);
