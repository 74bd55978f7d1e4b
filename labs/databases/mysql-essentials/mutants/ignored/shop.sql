INSERT IGNORE INTO shelf (sku, pieces) SELECT sku, pieces FROM arrivals;
