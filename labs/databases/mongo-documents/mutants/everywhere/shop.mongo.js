db.orders.updateOne(
  { _id: 10588 },
  {
    $set: { status: 'shipped', shipped_at: ISODate('2026-06-30T09:00:00Z') },
    $push: { history: { status: 'shipped', at: ISODate('2026-06-30T09:00:00Z') } },
  },
);
db.products.updateOne({ _id: 'TEA-2004' }, { $inc: { stock: -2 } });
db.orders.updateMany({}, { $set: { region: 'EU' } });
