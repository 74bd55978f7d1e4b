SELECT category, sku, stars, 1 + more AS place
FROM (SELECT p.id, p.category, p.sku, count(*) AS stars FROM products AS p JOIN reviews AS r ON r.product_id = p.id AND r.rating = 5 GROUP BY p.id) AS mine
CROSS JOIN LATERAL (
  SELECT count(*) AS more
  FROM (SELECT q.id, count(*) AS stars FROM products AS q JOIN reviews AS r ON r.product_id = q.id AND r.rating = 5 WHERE q.category = mine.category GROUP BY q.id) AS theirs
  WHERE theirs.stars > mine.stars
) AS ahead
WHERE more < 4;
