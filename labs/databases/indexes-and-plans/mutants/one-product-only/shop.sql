CREATE INDEX ON order_items (product_id) INCLUDE (quantity, unit_price) WHERE product_id = 44;
