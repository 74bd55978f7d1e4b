UPDATE orders SET total_paise = total * 100 WHERE total_paise IS NULL;
