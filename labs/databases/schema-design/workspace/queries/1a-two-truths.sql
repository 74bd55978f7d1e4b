-- 1a. Two truths
-- The suppliers that stand in import_lines with more than one email:
-- the name (in lower case, without blanks around it: lower(btrim(supplier))) and how many different emails.
-- The rows may come in any order.

