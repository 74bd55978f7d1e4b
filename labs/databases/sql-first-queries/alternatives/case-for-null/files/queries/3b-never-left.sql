SELECT id, ordered_at, total FROM orders
WHERE country = 'ZA' AND status = 'cancelled' AND NOT (shipped_at IS NOT NULL);
