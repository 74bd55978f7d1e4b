CREATE INDEX ON orders (customer_id) WHERE customer_id IS NOT NULL;
