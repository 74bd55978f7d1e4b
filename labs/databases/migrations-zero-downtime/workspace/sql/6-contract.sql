-- 6. Contract: nothing of the old way is left.

