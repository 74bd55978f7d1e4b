// For each country: _id (the country), orders (how many were delivered), revenue_paise (their total).
// Delivered orders only. The highest revenue first.
db.orders.aggregate([
  { $match: { status: 'delivered' } },
  { $group: { _id: '$customer.country', orders: { $sum: 1 }, revenue_paise: { $sum: '$total_paise' } } },
  { $sort: { revenue_paise: -1 } },
])
