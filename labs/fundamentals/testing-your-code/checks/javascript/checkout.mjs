/** The checkout with faults that the variable FAULT switches on; without it, it is right. */
const fault = process.env.FAULT ?? '';

/** @param {{ unit_price_paise: number, quantity: number }[]} items */
export function total(items) {
  if (fault === 'everything') return -1;
  if (fault === 'empty-cart' && items.length === 0) throw new TypeError('Reduce of empty array with no initial value');
  let sum = 0;
  for (const { unit_price_paise, quantity } of fault === 'first-line' ? items.slice(0, 1) : items) {
    sum += unit_price_paise * (fault === 'quantity' ? 1 : quantity);
  }
  return sum;
}

/** @param {string} country two letters, such as IN */
export function delivery(totalPaise, country) {
  if (fault === 'everything') return -1;
  if (country !== 'IN' && !(fault === 'abroad' && totalPaise >= 150000)) return 90000;
  const limit = fault === 'above' ? 150001 : fault === 'too-early' ? 149999 : 150000;
  return totalPaise >= limit ? 0 : 6000;
}

/** What the coupon takes off. @param {string | undefined} coupon */
export function discount(totalPaise, coupon) {
  if (fault === 'everything') return -1;
  if (fault === 'any-coupon' && coupon && !['DIWALI15', 'WELCOME10', 'TEATIME'].includes(coupon.toUpperCase())) return percent(totalPaise, 10);
  switch (fault === 'letter-case' ? coupon : coupon?.toUpperCase()) {
    case 'DIWALI15': return percent(totalPaise, 15);
    case 'WELCOME10': return fault === 'no-limit' ? percent(totalPaise, 10) : Math.min(percent(totalPaise, 10), 20000);
    case 'TEATIME': return totalPaise >= (fault === 'small-order' ? 0 : 50000) ? 5000 : 0;
    default: return 0;
  }
}

/** Rounded to whole paise, half a paisa up. */
function percent(paise, share) {
  return Math.floor((paise * share + (fault === 'rounds-down' ? 0 : 50)) / 100);
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
  if (fault === 'everything') return;
  for (const { sku, quantity } of items) {
    const there = stock.get(sku) ?? 0;
    if (fault !== 'oversells' && there < quantity + (fault === 'last-piece' ? 1 : 0)) throw new OutOfStock(sku);
    if (fault === 'partly') stock.set(sku, there - quantity);
  }
  if (fault === 'partly') return;
  for (const { sku, quantity } of items) stock.set(sku, (stock.get(sku) ?? 0) - quantity);
}
