-- 3b. A calendar of returns
-- Each day of January 2026, in order: the day, and how many of the orders placed on it have the status returned.
-- 31 rows: a day without any has 0.

