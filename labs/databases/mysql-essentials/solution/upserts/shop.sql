INSERT INTO shelf (sku, pieces)
SELECT sku, pieces FROM arrivals
ON DUPLICATE KEY UPDATE pieces = shelf.pieces + VALUES(pieces);
