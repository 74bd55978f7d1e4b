-- 1a. The best customer of each country
-- country, name, spent (the sum of their totals), over the orders of 2026 that were neither cancelled nor returned.

