SELECT coupon COLLATE utf8mb4_bin AS spelling, COUNT(*)
FROM orders
GROUP BY spelling;
