ALTER TABLE gift_codes MODIFY code VARCHAR(12) COLLATE utf8mb4_bin NOT NULL;
INSERT INTO gift_codes (code, rupees) VALUES ('KB7-m2q', 350), ('kb7-M2Q', 500);
