// Which products of the categories tea and spices cost less than 200 rupees? Whole documents.
db.products.find({ $or: [{ category: 'tea' }, { category: 'spices' }], price_paise: { $lte: 19999 } })
