CREATE INDEX orders_by_time ON orders (ordered_at, customer_id);
