CREATE INDEX ON orders (customer_id, ordered_at);
CREATE INDEX ON orders (ordered_at);
