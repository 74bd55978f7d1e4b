-- KEYS[1]: whose tries are counted, such as tries:42
-- ARGV[1]: how many tries are allowed, ARGV[2]: in how many seconds
-- Gives 1 when this try is allowed, 0 when it is not.

