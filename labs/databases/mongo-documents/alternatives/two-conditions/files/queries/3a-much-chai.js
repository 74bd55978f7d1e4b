// How many orders hold four or more packets of Masala Chai, TEA-2004?
db.orders.countDocuments({ items: { $elemMatch: { quantity: { $gt: 3 }, sku: { $eq: 'TEA-2004' } } } })
