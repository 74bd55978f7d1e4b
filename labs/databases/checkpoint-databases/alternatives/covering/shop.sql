CREATE INDEX account_page ON orders (customer_id, ordered_at DESC) INCLUDE (id, total);
CREATE INDEX by_day ON orders (ordered_at) INCLUDE (status, total);
