const products = (db) => db.collection('products');

export const read = async (db, sku) => (await products(db).aggregate([{ $match: { _id: sku } }]).toArray())[0] ?? null;

export const search = async (db, attribute, value) => products(db).aggregate([
  { $match: { ['attributes.' + attribute]: { $in: [value] } } },
  { $sort: { _id: 1 } },
  { $project: { _id: 1, name: 1 } },
]).toArray();

export async function addReview(db, sku, { rating, body }) {
  const found = await products(db).findOneAndUpdate({ _id: sku }, {
    $push: { latest_reviews: { $each: [{ body, rating }], $position: 0, $slice: 3 } },
    $inc: { 'rating.sum': rating, 'rating.count': 1 },
  });
  return found !== null;
}
