CREATE INDEX ON orders USING hash (customer_id);
