CREATE TABLE suppliers (
  id       bigserial,
  city     varchar(80),
  email    varchar(200) NOT NULL CONSTRAINT email_looks_like_one CHECK (email LIKE '%_@_%'),
  name     varchar(120) NOT NULL CHECK (btrim(name) <> ''),
  name_key text GENERATED ALWAYS AS (lower(name)) STORED UNIQUE,
  CONSTRAINT suppliers_key PRIMARY KEY (id)
);
CREATE TABLE deliveries (
  number       varchar(10) NOT NULL UNIQUE,
  supplier_id  bigint NOT NULL,
  delivered_on date NOT NULL CHECK (delivered_on >= '2020-01-01'),
  FOREIGN KEY (supplier_id) REFERENCES suppliers ON UPDATE CASCADE ON DELETE RESTRICT
);
