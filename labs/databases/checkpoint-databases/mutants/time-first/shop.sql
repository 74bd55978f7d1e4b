CREATE INDEX ON orders (ordered_at, customer_id);
CREATE INDEX ON orders (ordered_at);
