SELECT coupon, COUNT(*)
FROM orders
WHERE coupon IS NOT NULL
GROUP BY coupon;
