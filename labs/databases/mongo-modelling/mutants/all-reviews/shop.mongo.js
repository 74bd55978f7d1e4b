db.reviews.aggregate([
  { $sort: { written_at: -1, _id: -1 } },
  { $group: { _id: '$sku', count: { $sum: 1 }, sum: { $sum: '$rating' }, latest: { $push: { rating: '$rating', body: '$body', written_at: '$written_at' } } } },
  { $project: { rating: { count: '$count', sum: '$sum' }, latest_reviews: '$latest' } },
  { $merge: { into: 'products', whenMatched: 'merge', whenNotMatched: 'discard' } },
])

db.reviews.insertOne({ _id: 9001, sku: 'TEA-2013', customer_id: 33, rating: 4, body: 'Warm, strong, just right.', written_at: ISODate('2026-06-30T21:00:00Z') })

db.products.updateOne({ _id: 'TEA-2013' }, {
  $inc: { 'rating.count': 1, 'rating.sum': 4 },
  $push: { latest_reviews: {
    $each: [{ rating: 4, body: 'Warm, strong, just right.', written_at: ISODate('2026-06-30T21:00:00Z') }],
    $sort: { written_at: -1 },
    $slice: 3,
  } },
})
