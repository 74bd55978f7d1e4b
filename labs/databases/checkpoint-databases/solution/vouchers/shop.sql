CREATE TABLE vouchers (
  code      text PRIMARY KEY CHECK (code ~ '^GV-[A-Z0-9]{4}-[A-Z0-9]{4}$'),
  amount    numeric(10,2) NOT NULL CHECK (amount > 0),
  balance   numeric(10,2) NOT NULL CHECK (balance >= 0),
  issued_to integer REFERENCES customers (id),
  CHECK (balance <= amount)
);
CREATE TABLE voucher_uses (
  voucher  text NOT NULL REFERENCES vouchers (code),
  order_id integer NOT NULL REFERENCES orders (id),
  amount   numeric(10,2) NOT NULL CHECK (amount > 0),
  PRIMARY KEY (voucher, order_id)
);
