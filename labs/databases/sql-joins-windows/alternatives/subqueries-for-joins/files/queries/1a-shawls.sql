SELECT order_id, (SELECT ordered_at FROM orders WHERE id = order_id), quantity
FROM order_items
WHERE product_id = (SELECT id FROM products WHERE sku = 'LIN-7014')
  AND order_id IN (SELECT id FROM orders WHERE ordered_at >= '2026-06-01');
