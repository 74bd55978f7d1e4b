// For each country: _id (the country), orders (how many were delivered), revenue_paise (their total).
// Delivered orders only. The highest revenue first.
db.orders.aggregate([
  { $match: { status: { $in: ['delivered'] } } },
  { $project: { land: '$customer.country', total_paise: 1 } },
  { $group: { _id: '$land', revenue_paise: { $sum: '$total_paise' }, orders: { $sum: 1 } } },
  { $sort: { revenue_paise: -1, _id: 1 } },
])
