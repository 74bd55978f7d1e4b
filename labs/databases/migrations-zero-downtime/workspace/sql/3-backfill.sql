-- 3. One batch of the backfill: at most 1,000 orders that have no total_paise yet.

