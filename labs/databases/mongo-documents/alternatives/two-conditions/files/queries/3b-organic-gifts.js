// Which products are tagged organic and gift, both? Whole documents.
db.products.find({ $and: [{ tags: 'gift' }, { tags: 'organic' }] })
