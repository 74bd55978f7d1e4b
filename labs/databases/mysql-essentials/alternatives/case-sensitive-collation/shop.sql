ALTER TABLE gift_codes CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_cs;
INSERT INTO gift_codes (code, rupees) VALUES ('KB7-m2q', 350), ('kb7-M2Q', 500);
