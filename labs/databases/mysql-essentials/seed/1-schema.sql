-- Saffron Lane's shop database on MySQL: the tables, empty.

CREATE TABLE categories (
  slug VARCHAR(20) PRIMARY KEY,
  name VARCHAR(40) NOT NULL UNIQUE
);

CREATE TABLE products (
  id              INT AUTO_INCREMENT PRIMARY KEY,
  sku             VARCHAR(8) NOT NULL UNIQUE,
  name            VARCHAR(60) NOT NULL,
  category        VARCHAR(20) NOT NULL,
  price           DECIMAL(10,2) NOT NULL CHECK (price > 0),
  stock           INT UNSIGNED NOT NULL,
  origin          CHAR(2),
  discontinued_on DATE,
  FOREIGN KEY (category) REFERENCES categories (slug)
);

CREATE TABLE customers (
  id           INT AUTO_INCREMENT PRIMARY KEY,
  name         VARCHAR(80) NOT NULL,
  email        VARCHAR(120) NOT NULL UNIQUE,
  country      CHAR(2) NOT NULL,
  city         VARCHAR(60) NOT NULL,
  newsletter   BOOLEAN NOT NULL DEFAULT FALSE,
  signed_up_on DATE NOT NULL
);

CREATE TABLE orders (
  id          INT AUTO_INCREMENT PRIMARY KEY,
  customer_id INT,
  status      VARCHAR(10) NOT NULL,
  ordered_at  DATETIME NOT NULL,
  country     CHAR(2) NOT NULL,
  coupon      VARCHAR(12),
  total       DECIMAL(10,2) NOT NULL
);
