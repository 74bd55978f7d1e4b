// What a new return must look like.

export const MAX_INTEGER = 2 ** 31 - 1;
const REASONS = ['damaged', 'wrong_item', 'not_wanted'];

export const isWhole = (value, low, high) => Number.isInteger(value) && value >= low && value <= high;

/** What is wrong with a new return: a message for each field, {} when all is well. */
export function returnErrors(body) {
  const { order_id, sku, quantity, reason } = body ?? {};
  const errors = {};
  if (!isWhole(order_id, 1, MAX_INTEGER)) errors.order_id = 'must be a whole number';
  if (typeof sku !== 'string' || !/^[A-Z]{3}-[0-9]{4}$/.test(sku)) errors.sku = 'must look like TEA-2004';
  if (!isWhole(quantity, 1, 1000)) errors.quantity = 'must be a whole number from 1 to 1000';
  if (!REASONS.includes(reason)) errors.reason = `must be one of ${REASONS.join(', ')}`;
  return errors;
}
