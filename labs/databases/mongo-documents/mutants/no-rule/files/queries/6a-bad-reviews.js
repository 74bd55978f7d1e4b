// Which incoming reviews break the rule? Whole documents.
// The rule: sku is a text and must be there; rating is a whole number from 1 to 5 and must be there;
// body may be missing, but if it is there it is a text.
db.incoming_reviews.find({ $nor: [{ $jsonSchema: { bsonType: 'object', required: ['sku', 'rating'], properties: { sku: { bsonType: 'string' }, rating: { bsonType: 'int', minimum: 1, maximum: 5 }, body: { bsonType: 'string' } } } }] })
