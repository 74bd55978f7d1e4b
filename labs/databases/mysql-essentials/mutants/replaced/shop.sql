REPLACE INTO shelf (sku, pieces)
SELECT a.sku, COALESCE(s.pieces, 0) + a.pieces
FROM (SELECT sku, SUM(pieces) AS pieces FROM arrivals GROUP BY sku) AS a
LEFT JOIN shelf AS s ON s.sku = a.sku;
