// Which orders from Japan (country JP) are delivered? Whole documents.
db.orders.find({ 'customer.country': 'JP', status: 'delivered' })
