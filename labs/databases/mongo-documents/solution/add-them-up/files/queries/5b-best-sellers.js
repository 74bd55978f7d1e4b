// The five products of which most pieces were sold: _id (the SKU), pieces.
// Cancelled orders do not count. Most pieces first; where equal, the smaller SKU first.
db.orders.aggregate([
  { $match: { status: { $ne: 'cancelled' } } },
  { $unwind: '$items' },
  { $group: { _id: '$items.sku', pieces: { $sum: '$items.quantity' } } },
  { $sort: { pieces: -1, _id: 1 } },
  { $limit: 5 },
])
