// Which products are tagged organic and gift, both? Whole documents.
db.products.find({ tags: { $all: ['organic', 'gift'] } })
