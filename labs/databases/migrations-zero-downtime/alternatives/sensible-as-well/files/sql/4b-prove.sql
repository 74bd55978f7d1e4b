SET lock_timeout = '5s';
ALTER TABLE orders VALIDATE CONSTRAINT paise;
