-- 5. An index, while the shop is open.

