BEGIN ISOLATION LEVEL REPEATABLE READ;
UPDATE desks SET is_open = false
WHERE desk = 'phone' AND (SELECT count(*) FROM desks WHERE is_open) > 1;
COMMIT;
