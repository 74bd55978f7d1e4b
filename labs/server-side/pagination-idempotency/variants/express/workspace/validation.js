// What an order and the parameters of a list must look like.

export const STATUSES = ['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'returned'];
const MAX_QUANTITY = 1000;
const MAX_INTEGER = 2 ** 31 - 1;
const INSTANT = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

const isWhole = (value, low, high) => Number.isInteger(value) && value >= low && value <= high;

/** A time such as 2026-06-30T09:30:00Z. Date takes 31 June for 1 July, so the day must come out as it went in. */
export function isInstant(value) {
  if (typeof value !== 'string' || !INSTANT.test(value) || Number.isNaN(Date.parse(value))) return false;
  return new Date(value).toISOString().slice(0, 10) === value.slice(0, 10);
}

/** What is wrong with a new order: a message for each field, {} when all is well. */
export function orderErrors({ customer_id, sku, quantity, ordered_at } = {}) {
  const errors = {};
  if (!isWhole(customer_id, 1, MAX_INTEGER)) errors.customer_id = 'must be a whole number';
  if (typeof sku !== 'string' || !/^[A-Z]{3}-[0-9]{4}$/.test(sku)) errors.sku = 'must look like TEA-2004';
  if (!isWhole(quantity, 1, MAX_QUANTITY)) errors.quantity = `must be a whole number from 1 to ${MAX_QUANTITY}`;
  if (ordered_at !== undefined && !isInstant(ordered_at)) errors.ordered_at = 'must look like 2026-06-30T09:30:00Z';
  return errors;
}

/** What is wrong with a change of an order. */
export function changeErrors({ status, quantity }) {
  const errors = {};
  if (!STATUSES.includes(status)) errors.status = `must be one of ${STATUSES.join(', ')}`;
  if (!isWhole(quantity, 1, MAX_QUANTITY)) errors.quantity = `must be a whole number from 1 to ${MAX_QUANTITY}`;
  return errors;
}

/** Reads a whole number of a query string. Gives back undefined for what is none, or out of bounds. */
export function wholeNumber(text, low, high) {
  if (typeof text !== 'string' || !/^[0-9]{1,10}$/.test(text)) return undefined;
  const number = Number(text);
  return isWhole(number, low, high) ? number : undefined;
}
