// The five largest orders by total_paise, the largest first; where the total is equal, the smaller _id first.
// Show _id, the total and the customer's name, nothing else.
db.orders.find({}, { total_paise: 1, 'customer.name': 1 })
  .sort({ total_paise: -1, _id: 1 })
  .limit(5)
