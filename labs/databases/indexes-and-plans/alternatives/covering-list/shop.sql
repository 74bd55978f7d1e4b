CREATE INDEX ON orders (country, status, ordered_at DESC) INCLUDE (id, total);
