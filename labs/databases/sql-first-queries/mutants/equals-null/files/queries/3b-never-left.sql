SELECT id, ordered_at, total FROM orders WHERE country = 'ZA' AND status = 'cancelled' AND shipped_at = NULL;
