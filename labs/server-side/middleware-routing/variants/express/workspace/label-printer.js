// The printer for labels. It stands in the warehouse and can't be reached from your machine, so this always fails.

export async function printLabel(item) {
  throw new Error(`label ${item.sku}: connect ECONNREFUSED printer.warehouse.internal:9100`);
}
