-- 4a. From now on: no new order without total_paise.

