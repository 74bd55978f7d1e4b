CREATE INDEX ON orders (ordered_at) WHERE customer_id = 4711;
