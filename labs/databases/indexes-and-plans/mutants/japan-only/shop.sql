CREATE INDEX ON orders (ordered_at) WHERE country = 'JP' AND status = 'returned';
