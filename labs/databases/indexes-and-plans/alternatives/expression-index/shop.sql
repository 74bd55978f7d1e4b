CREATE INDEX ON orders (((ordered_at AT TIME ZONE 'UTC')::date));
