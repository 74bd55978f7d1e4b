BEGIN;
SELECT desk FROM desks WHERE is_open ORDER BY desk FOR UPDATE;
UPDATE desks SET is_open = false
WHERE desk = 'chat' AND (SELECT count(*) FROM desks WHERE is_open) > 1;
COMMIT;
