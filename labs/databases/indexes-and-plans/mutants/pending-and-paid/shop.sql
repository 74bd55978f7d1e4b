CREATE INDEX ON orders (ordered_at) WHERE status IN ('pending', 'paid');
