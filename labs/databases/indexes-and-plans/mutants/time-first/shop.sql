CREATE INDEX ON orders (ordered_at, country, status);
