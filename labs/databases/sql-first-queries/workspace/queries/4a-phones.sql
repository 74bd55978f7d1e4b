-- 4a. Whom can customer care call?
-- For each country of customers: country, the number of customers, the number of those who gave a phone number.
-- The rows may come in any order.

