db.orders.aggregate([
  { $sort: { total_paise: -1, _id: 1 } },
  { $group: { _id: '$country', order: { $first: '$_id' }, total_paise: { $first: '$total_paise' } } },
  { $sort: { _id: 1 } },
])
