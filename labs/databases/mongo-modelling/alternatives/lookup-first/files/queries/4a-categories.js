db.orders.aggregate([
  { $match: { status: 'delivered' } },
  { $project: { items: 1 } },
  { $unwind: '$items' },
  { $lookup: { from: 'products', localField: 'items.sku', foreignField: '_id', as: 'product' } },
  { $unwind: '$product' },
  { $group: { _id: '$product.category', revenue_paise: { $sum: { $multiply: ['$items.unit_price_paise', '$items.quantity'] } }, pieces: { $sum: '$items.quantity' } } },
  { $sort: { revenue_paise: -1 } },
])
