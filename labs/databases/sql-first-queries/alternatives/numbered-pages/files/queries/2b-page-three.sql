SELECT id, ordered_at, total
FROM (SELECT *, row_number() OVER (ORDER BY ordered_at DESC, id DESC) AS place FROM orders) AS numbered
WHERE place BETWEEN 41 AND 60
ORDER BY place;
