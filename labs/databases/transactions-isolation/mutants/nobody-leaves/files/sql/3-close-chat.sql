BEGIN ISOLATION LEVEL SERIALIZABLE;
UPDATE desks SET is_open = false
WHERE desk = 'chat' AND (SELECT count(*) FROM desks WHERE is_open) > 2;
COMMIT;
