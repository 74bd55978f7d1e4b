db.orders.createIndex({ customer_id: 1, ordered_at: -1 })
db.orders.createIndex({ items: 1 })
db.orders.createIndex({ country: 1, status: 1, ordered_at: 1 })
