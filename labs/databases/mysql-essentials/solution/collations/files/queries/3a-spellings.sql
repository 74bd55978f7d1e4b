SELECT coupon COLLATE utf8mb4_bin AS spelling, COUNT(*) AS orders
FROM orders
WHERE coupon IS NOT NULL
GROUP BY spelling;
