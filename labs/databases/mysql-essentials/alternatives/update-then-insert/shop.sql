START TRANSACTION;
UPDATE shelf JOIN (SELECT sku, SUM(pieces) AS n FROM arrivals GROUP BY sku) AS boxes ON boxes.sku = shelf.sku SET shelf.pieces = shelf.pieces + boxes.n;
INSERT INTO shelf (sku, pieces) SELECT sku, SUM(pieces) FROM arrivals WHERE sku NOT IN (SELECT sku FROM shelf) GROUP BY sku;
COMMIT;
