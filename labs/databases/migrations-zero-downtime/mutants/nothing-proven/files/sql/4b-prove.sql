SELECT count(*) FROM orders WHERE total_paise IS NULL;
