CREATE TABLE suppliers (
  id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name  text NOT NULL,
  email text NOT NULL,
  city  text
);
CREATE UNIQUE INDEX suppliers_name_key ON suppliers (lower(name));

CREATE TABLE deliveries (
  number       text PRIMARY KEY,
  supplier_id  integer NOT NULL REFERENCES suppliers (id) ON DELETE CASCADE,
  delivered_on date NOT NULL
);
