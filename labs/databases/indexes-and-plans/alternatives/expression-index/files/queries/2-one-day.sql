SELECT count(*), sum(total) FROM orders WHERE (ordered_at AT TIME ZONE 'UTC')::date = '2026-03-14';
