CREATE INDEX ON orders (country, ordered_at, status);
