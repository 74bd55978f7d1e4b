CREATE INDEX orders_list_idx ON orders (country, status, ordered_at);
