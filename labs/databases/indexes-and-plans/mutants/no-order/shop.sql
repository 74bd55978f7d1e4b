CREATE INDEX ON orders (country, status);
