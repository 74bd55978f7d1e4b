// How many orders hold four or more packets of Masala Chai, TEA-2004?
db.orders.countDocuments({ items: { $elemMatch: { sku: 'TEA-2004', quantity: { $gte: 4 } } } })
