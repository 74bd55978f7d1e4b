CREATE INDEX ON orders (country);
CREATE INDEX ON orders (status);
