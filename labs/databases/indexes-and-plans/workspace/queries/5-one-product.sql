-- The buyer: how often was a product bought, how many pieces, for how much? (Nothing to change here; look at its plan.)
EXPLAIN (ANALYZE, BUFFERS)
SELECT count(*) AS lines, sum(quantity) AS pieces, sum(quantity * unit_price) AS worth
FROM order_items
WHERE product_id = 44;
