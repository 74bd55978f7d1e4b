ALTER TABLE delivery_items ADD COLUMN cost numeric(12,2);
CREATE FUNCTION set_cost() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND new.cost IS NOT NULL) OR (TG_OP = 'UPDATE' AND new.cost IS DISTINCT FROM old.cost) THEN
    RAISE EXCEPTION 'cost is calculated, nobody writes it';
  END IF;
  new.cost := new.quantity * new.unit_cost;
  RETURN new;
END $$;
CREATE TRIGGER set_cost BEFORE INSERT OR UPDATE ON delivery_items FOR EACH ROW EXECUTE FUNCTION set_cost();
CREATE TABLE product_suppliers (
  supplier_id integer NOT NULL REFERENCES suppliers ON DELETE CASCADE,
  sku         text NOT NULL REFERENCES products (sku) ON DELETE CASCADE,
  preferred   boolean NOT NULL DEFAULT false,
  PRIMARY KEY (supplier_id, sku)
);
CREATE UNIQUE INDEX ON product_suppliers ((CASE WHEN preferred THEN sku END));
