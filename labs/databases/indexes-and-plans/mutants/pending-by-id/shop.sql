CREATE INDEX ON orders (id) WHERE status = 'pending';
