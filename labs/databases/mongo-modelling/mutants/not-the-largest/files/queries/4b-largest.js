db.orders.aggregate([
  { $group: { _id: '$country', order: { $first: '$_id' }, total_paise: { $first: '$total_paise' } } },
  { $sort: { _id: 1 } },
])
