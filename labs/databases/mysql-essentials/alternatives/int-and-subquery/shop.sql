ALTER TABLE deliveries CHANGE pieces pieces INT NOT NULL CHECK (pieces > 0);
UPDATE deliveries SET pieces = (SELECT pieces FROM delivery_notes WHERE delivery_id = deliveries.id) WHERE pieces = 127;
