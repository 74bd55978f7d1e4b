CREATE TABLE delivery_items (
  delivery  text NOT NULL REFERENCES deliveries (number) ON DELETE CASCADE,
  sku       text NOT NULL REFERENCES products (sku),
  quantity  integer NOT NULL CHECK (quantity > 0),
  unit_cost numeric(10,2) NOT NULL CHECK (unit_cost >= 0)
);
