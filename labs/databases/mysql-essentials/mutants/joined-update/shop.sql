INSERT IGNORE INTO shelf (sku, pieces) SELECT sku, 0 FROM arrivals;
UPDATE shelf JOIN arrivals ON arrivals.sku = shelf.sku SET shelf.pieces = shelf.pieces + arrivals.pieces;
