-- 3a. A price list in US dollars
-- Every product of the category spices, four columns:
--   sku
--   name
--   price_usd   the price in dollars; 86.50 rupees are one dollar; rounded to two decimals
--   origin      the country code, or the word unknown where there is none
-- The rows may come in any order.

SELECT sku, name, round(price / 86.50, 2) AS price_usd, coalesce(origin, 'unknown') AS origin
FROM products
WHERE category = 'spices';
