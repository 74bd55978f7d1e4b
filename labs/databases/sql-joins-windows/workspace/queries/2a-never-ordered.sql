-- 2a. Who never ordered
-- The customers in Japan (JP) and the Netherlands (NL) for whom there is no order: name, email.
-- The rows may come in any order.

