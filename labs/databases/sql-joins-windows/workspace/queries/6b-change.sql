-- 6b. Month over month
-- Each month of 2026, in order: month (as 2026-01), revenue (sum of total), and the change from the month before
-- in per cent, rounded to one decimal. January is compared with December 2025.

