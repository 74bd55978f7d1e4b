ALTER TABLE orders ADD INDEX page (customer_id, ordered_at DESC, total);
