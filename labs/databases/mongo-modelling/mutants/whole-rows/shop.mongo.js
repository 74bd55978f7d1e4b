db.item_rows.aggregate([
  { $sort: { order_id: 1, line: 1 } },
  { $group: { _id: '$order_id', items: { $push: '$$ROOT' } } },
  { $merge: { into: 'orders', whenMatched: 'merge', whenNotMatched: 'fail' } },
])
