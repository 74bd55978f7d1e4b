db.item_rows.aggregate([
  { $sort: { line: 1 } },
  { $project: { order_id: 1, item: { sku: '$sku', quantity: '$quantity', unit_price_paise: '$unit_price_paise' } } },
  { $group: { _id: '$order_id', items: { $push: '$item' } } },
  { $merge: { into: 'orders', whenMatched: [{ $set: { items: '$$new.items' } }], whenNotMatched: 'discard' } },
])
