SELECT id, ordered_at, total FROM orders ORDER BY ordered_at DESC, id DESC LIMIT 20 OFFSET 60;
