INSERT INTO shelf (sku, place, pieces)
SELECT sku, 'new', n FROM (SELECT sku, SUM(pieces) AS n FROM arrivals GROUP BY sku) AS boxes
ON DUPLICATE KEY UPDATE pieces = shelf.pieces + boxes.n;
