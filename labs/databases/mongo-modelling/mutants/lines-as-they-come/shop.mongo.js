db.item_rows.aggregate([
  { $group: { _id: '$order_id', items: { $push: { sku: '$sku', quantity: '$quantity', unit_price_paise: '$unit_price_paise' } } } },
  { $merge: { into: 'orders', whenMatched: 'merge', whenNotMatched: 'fail' } },
])
