WITH typed AS (SELECT coupon COLLATE utf8mb4_uca1400_as_cs AS coupon FROM orders)
SELECT coupon, COUNT(coupon)
FROM typed
GROUP BY coupon
HAVING coupon IS NOT NULL;
