-- 6a. The year so far
-- Each month of 2026, in order: month (as 2026-01), revenue (sum of total), and the revenue since the year began,
-- this month included. All orders, whatever became of them.

