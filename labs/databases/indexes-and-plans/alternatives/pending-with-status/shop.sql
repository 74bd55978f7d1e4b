CREATE INDEX ON orders (status, ordered_at) WHERE status = 'pending';
