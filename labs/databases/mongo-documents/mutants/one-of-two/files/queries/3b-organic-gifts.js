// Which products are tagged organic and gift, both? Whole documents.
db.products.find({ tags: { $in: ['organic', 'gift'] } })
