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
  const product = await db.collection('products').findOne({ _id: sku });
  if (product === null) return false;
  product.rating.count += 1;
  product.rating.sum += rating;
  product.latest_reviews = [{ rating, body }, ...product.latest_reviews].slice(0, 3);
  await new Promise((resolve) => setTimeout(resolve, 60));
  const { matchedCount } = await db.collection('products').replaceOne({ _id: sku }, product);
  return matchedCount === 1;
}
