db.orders.updateOne({ _id: 10588 }, { $set: { status: 'shipped' } });
db.orders.updateOne({ _id: 10588 }, { $set: { shipped_at: new Date('2026-06-30T09:00:00Z') } });
db.orders.updateOne({ _id: 10588 }, { $push: { history: { $each: [{ status: 'shipped', at: new Date('2026-06-30T09:00:00Z') }] } } });
db.products.updateOne({ _id: 'TEA-2004' }, { $set: { stock: 318 } });
db.orders.updateMany({ 'customer.country': 'DE' }, { $set: { region: 'EU' } });
db.orders.updateMany({ 'customer.country': 'FR' }, { $set: { region: 'EU' } });
db.orders.updateMany({ 'customer.country': 'NL' }, { $set: { region: 'EU' } });
