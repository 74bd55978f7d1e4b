CREATE INDEX ON orders (status, ordered_at, customer_id);
