-- 1. Expand: a place for the paise, beside the rupees.

