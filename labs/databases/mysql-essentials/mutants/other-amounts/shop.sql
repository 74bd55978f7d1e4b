ALTER TABLE gift_codes MODIFY code VARCHAR(12) COLLATE utf8mb4_bin NOT NULL;
INSERT INTO gift_codes VALUES ('KB7-m2q', 500), ('kb7-M2Q', 350);
