SELECT o.id, o.ordered_at, i.quantity
FROM order_items AS i, orders AS o, products AS p
WHERE p.sku = 'LIN-7014' AND p.id = i.product_id AND o.ordered_at >= '2026-06-29';
