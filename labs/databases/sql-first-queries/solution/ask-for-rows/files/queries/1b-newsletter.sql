-- 1b. The newsletter goes to Japan and South Africa
-- Customers in Japan (JP) or South Africa (ZA) who want the newsletter: name, email, country.
-- The rows may come in any order.

SELECT name, email, country
FROM customers
WHERE country IN ('JP', 'ZA') AND newsletter;
