db.createCollection('reviews', { validator: { $jsonSchema: { bsonType: 'object', required: ['sku', 'rating'], properties: { sku: { bsonType: 'string' }, rating: { bsonType: 'int', minimum: 1, maximum: 5 }, body: { bsonType: 'string' } } } } });
db.incoming_reviews.aggregate([{ $match: { $jsonSchema: { bsonType: 'object', required: ['sku', 'rating'], properties: { sku: { bsonType: 'string' }, rating: { bsonType: 'int', minimum: 1, maximum: 5 }, body: { bsonType: 'string' } } } } }, { $merge: { into: 'reviews' } }]);
db.reviews.createIndex({ body: 1 });
