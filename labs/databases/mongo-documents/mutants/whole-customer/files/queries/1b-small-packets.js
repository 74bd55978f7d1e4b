// Which products of the categories tea and spices cost less than 200 rupees? Whole documents.
db.products.find({ category: { $in: ['tea', 'spices'] }, price_paise: { $lt: 20000 } })
