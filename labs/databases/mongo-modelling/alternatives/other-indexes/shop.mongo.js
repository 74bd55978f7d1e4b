db.orders.createIndex({ customer_id: 1 })
db.orders.createIndex({ status: 1, country: 1, ordered_at: -1 })
db.orders.createIndex({ 'items.sku': 1, ordered_at: 1 })
