// Which orders from Japan (country JP) are delivered? Whole documents.
db.orders.find({ $and: [{ status: { $eq: 'delivered' } }, { 'customer.country': { $in: ['JP'] } }] }).sort({ _id: -1 })
