INSERT INTO closing VALUES ('orders', 400), ('worth', 868990), ('mean', 2172.48);
