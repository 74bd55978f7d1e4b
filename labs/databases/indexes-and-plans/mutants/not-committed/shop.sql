BEGIN;
CREATE INDEX ON orders (customer_id);
ROLLBACK;
