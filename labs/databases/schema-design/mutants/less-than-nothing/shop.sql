CREATE TABLE delivery_items (
  delivery  text NOT NULL REFERENCES deliveries (number) ON DELETE CASCADE,
  sku       text NOT NULL REFERENCES products (sku),
  quantity  integer NOT NULL,
  unit_cost numeric(10,2) NOT NULL CHECK (unit_cost >= 0),
  PRIMARY KEY (delivery, sku)
);
