CREATE INDEX ON order_items (product_id) INCLUDE (quantity);
