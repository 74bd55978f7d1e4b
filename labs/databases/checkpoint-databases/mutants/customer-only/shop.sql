CREATE INDEX ON orders (customer_id);
CREATE INDEX ON orders (ordered_at);
