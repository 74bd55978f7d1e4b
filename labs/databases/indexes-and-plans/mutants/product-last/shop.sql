CREATE INDEX ON order_items (quantity, unit_price, product_id);
