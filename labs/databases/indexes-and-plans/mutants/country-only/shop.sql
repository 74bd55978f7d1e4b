CREATE INDEX ON orders (country);
