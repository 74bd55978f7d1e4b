-- 3c. Tea with papers
-- Every tea that is not known to come from India (IN): sku, name, origin.
-- A tea without an origin belongs on the list: nobody knows where it is from. Leave its origin NULL.
-- The rows may come in any order.

SELECT sku, name, origin
FROM products
WHERE category = 'tea' AND origin IS DISTINCT FROM 'IN';
