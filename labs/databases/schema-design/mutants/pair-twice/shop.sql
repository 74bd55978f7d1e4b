ALTER TABLE delivery_items
  ADD COLUMN cost numeric(12,2) GENERATED ALWAYS AS (quantity * unit_cost) STORED;

CREATE TABLE product_suppliers (
  sku         text NOT NULL REFERENCES products (sku),
  supplier_id integer NOT NULL REFERENCES suppliers (id),
  preferred   boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX product_suppliers_one_preferred ON product_suppliers (sku) WHERE preferred;
