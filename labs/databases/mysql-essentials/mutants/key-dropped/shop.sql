ALTER TABLE gift_codes DROP PRIMARY KEY;
INSERT INTO gift_codes (code, rupees) VALUES ('KB7-m2q', 350), ('kb7-M2Q', 500);
