CREATE INDEX ON orders (ordered_at) INCLUDE (id, customer_id, total) WHERE status = 'pending';
