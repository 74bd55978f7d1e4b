// How many orders hold four or more packets of Masala Chai, TEA-2004?
db.orders.countDocuments({ 'items.sku': 'TEA-2004', 'items.quantity': { $gte: 4 } })
