SELECT BINARY coupon AS spelling, COUNT(*)
FROM orders
WHERE coupon IS NOT NULL
GROUP BY spelling;
