db.orders.replaceOne({ _id: 10588 }, { status: 'shipped', shipped_at: ISODate('2026-06-30T09:00:00Z') });
db.products.updateOne({ _id: 'TEA-2004' }, { $inc: { stock: -2 } });
db.orders.updateMany({ 'customer.country': { $in: ['DE', 'FR', 'NL'] } }, { $set: { region: 'EU' } });
