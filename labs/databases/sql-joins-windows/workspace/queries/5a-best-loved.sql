-- 5a. Best loved
-- For each category the products with the most five-star reviews, places 1 to 4:
-- category, sku, five_stars, place.
-- Who has the same number shares the place; after two products on place 3 comes place 5.
-- The rows may come in any order.

