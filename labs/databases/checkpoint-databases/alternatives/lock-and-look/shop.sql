CREATE DOMAIN rupees AS numeric(10,2) CHECK (VALUE >= 0);
CREATE TABLE vouchers (
  id serial PRIMARY KEY,
  code varchar(20) NOT NULL UNIQUE CONSTRAINT code_form CHECK (code SIMILAR TO 'GV-[A-Z0-9]{4}-[A-Z0-9]{4}'),
  issued_to integer REFERENCES customers ON DELETE SET NULL,
  balance rupees NOT NULL,
  amount rupees NOT NULL CHECK (amount > 0 AND balance <= amount)
);
CREATE TABLE voucher_uses (
  order_id integer REFERENCES orders ON DELETE RESTRICT,
  voucher varchar(20) REFERENCES vouchers (code),
  amount rupees NOT NULL CHECK (amount <> 0),
  CONSTRAINT once PRIMARY KEY (order_id, voucher)
);
