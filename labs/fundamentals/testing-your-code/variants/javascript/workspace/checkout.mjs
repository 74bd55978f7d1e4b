/** What the shop computes at the checkout; see RULES.md. Amounts are whole paise. */

/** @param {{ unit_price_paise: number, quantity: number }[]} items */
export function total(items) {
  let sum = 0;
  for (const { unit_price_paise, quantity } of items) sum += unit_price_paise * quantity;
  return sum;
}

/** @param {string} country two letters, such as IN */
export function delivery(totalPaise, country) {
  if (country !== 'IN') return 90000;
  return totalPaise >= 150000 ? 0 : 6000;
}

/** What the coupon takes off. @param {string | undefined} coupon */
export function discount(totalPaise, coupon) {
  switch (coupon) {
    case 'DIWALI15': return percent(totalPaise, 15);
    case 'WELCOME10': return Math.min(percent(totalPaise, 10), 20000);
    case 'TEATIME': return totalPaise >= 50000 ? 5000 : 0;
    default: return 0;
  }
}

/** Rounded to whole paise, half a paisa up. */
function percent(paise, share) {
  return Math.floor((paise * share + 50) / 100);
}

export class OutOfStock extends Error {
  constructor(sku) {
    super(`too few pieces of ${sku}`);
    this.name = 'OutOfStock';
    this.sku = sku;
  }
}

/**
 * Takes the pieces out of the stock, all of them or none.
 * @param {Map<string, number>} stock pieces by SKU
 * @param {{ sku: string, quantity: number }[]} items
 * @throws {OutOfStock}
 */
export function reserve(stock, items) {
  for (const { sku, quantity } of items) {
    if ((stock.get(sku) ?? 0) < quantity) throw new OutOfStock(sku);
  }
  for (const { sku, quantity } of items) stock.set(sku, stock.get(sku) - quantity);
}
