SELECT id, ordered_at, total FROM orders ORDER BY ordered_at DESC, id DESC OFFSET 40 ROWS FETCH NEXT 20 ROWS ONLY;
