ALTER TABLE deliveries MODIFY pieces TINYINT UNSIGNED NOT NULL;
UPDATE IGNORE deliveries AS d JOIN delivery_notes AS n ON n.delivery_id = d.id SET d.pieces = n.pieces;
