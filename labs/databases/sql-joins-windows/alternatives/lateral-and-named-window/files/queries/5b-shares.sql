SELECT p.category, sum(i.quantity * i.unit_price),
       round(sum(i.quantity * i.unit_price) / sum(sum(i.quantity * i.unit_price)) OVER everything * 100, 1)
FROM order_items AS i JOIN products AS p ON p.id = i.product_id
GROUP BY p.category
WINDOW everything AS ();
