db.orders.aggregate([
  { $unwind: '$items' },
  { $group: { _id: '$items.sku', revenue_paise: { $sum: { $multiply: ['$items.quantity', '$items.unit_price_paise'] } }, pieces: { $sum: '$items.quantity' } } },
  { $lookup: { from: 'products', localField: '_id', foreignField: '_id', as: 'product' } },
  { $unwind: '$product' },
  { $group: { _id: '$product.category', revenue_paise: { $sum: '$revenue_paise' }, pieces: { $sum: '$pieces' } } },
  { $sort: { revenue_paise: -1 } },
])
