-- 5a. November 2025
-- All orders of November 2025, whatever became of them: how many, and the sum of their totals.
-- One row with two columns.

