// How many orders have a coupon? (The field may be missing, or hold null.)
db.orders.countDocuments({ coupon: { $exists: true } })
