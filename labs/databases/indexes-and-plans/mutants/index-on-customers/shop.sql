CREATE INDEX ON customers (id, name);
