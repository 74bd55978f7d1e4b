SET default_transaction_isolation = 'repeatable read';
INSERT INTO closing SELECT 'orders', count(*) FROM orders;
INSERT INTO closing SELECT 'worth', sum(total) FROM orders;
INSERT INTO closing SELECT 'mean', round(avg(total), 2) FROM orders;
