db.orders.aggregate([
  { $sort: { _id: 1 } },
  { $group: { _id: '$country', order: { $first: '$_id' }, total_paise: { $max: '$total_paise' } } },
  { $sort: { _id: 1 } },
])
