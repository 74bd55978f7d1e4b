-- The chat desk goes home, if another desk stays open.
BEGIN;
UPDATE desks SET is_open = false
WHERE desk = 'chat' AND (SELECT count(*) FROM desks WHERE is_open) > 1;
COMMIT;
