db.orders.aggregate([
  { $sort: { country: 1, total_paise: -1, _id: 1 } },
  { $group: { _id: '$country', best: { $first: '$$ROOT' } } },
  { $project: { order: '$best._id', total_paise: '$best.total_paise' } },
  { $sort: { _id: 1 } },
])
