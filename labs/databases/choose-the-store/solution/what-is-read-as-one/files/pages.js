export async function read(db, sku) {
  return db.collection('products').findOne({ _id: sku });
}

export async function search(db, attribute, value) {
  return db.collection('products')
    .find({ [`attributes.${attribute}`]: value }, { projection: { name: 1 } })
    .sort({ _id: 1 })
    .toArray();
}

export async function addReview(db, sku, { rating, body }) {
  const { matchedCount } = await db.collection('products').updateOne({ _id: sku }, {
    $inc: { 'rating.count': 1, 'rating.sum': rating },
    $push: { latest_reviews: { $each: [{ rating, body }], $position: 0, $slice: 3 } },
  });
  return matchedCount === 1;
}
