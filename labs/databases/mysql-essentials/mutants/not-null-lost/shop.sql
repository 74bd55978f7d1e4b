ALTER TABLE deliveries MODIFY pieces SMALLINT UNSIGNED;
UPDATE deliveries AS d JOIN delivery_notes AS n ON n.delivery_id = d.id SET d.pieces = n.pieces;
