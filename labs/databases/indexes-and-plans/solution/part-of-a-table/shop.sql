CREATE INDEX orders_pending_idx ON orders (ordered_at) WHERE status = 'pending';
