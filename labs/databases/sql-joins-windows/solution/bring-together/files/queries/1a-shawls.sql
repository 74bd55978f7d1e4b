SELECT o.id, o.ordered_at, i.quantity
FROM order_items AS i
JOIN orders AS o ON o.id = i.order_id
JOIN products AS p ON p.id = i.product_id
WHERE p.sku = 'LIN-7014' AND o.ordered_at >= '2026-06-01' AND o.ordered_at < '2026-07-01';
