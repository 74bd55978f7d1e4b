// The key that makes a POST safe to send again, and what tells one order from another.
import { createHash } from 'node:crypto';
import { HttpError } from './errors.js';

/** @throws HttpError 400 when there is no usable key */
export function idempotencyKey(request) {
  const key = request.get('Idempotency-Key');
  if (key === undefined || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new HttpError(400, 'Send an Idempotency-Key of 1 to 200 visible characters, a new one for each order.');
  }
  return key;
}

/** The same for the same order, however its JSON was written. */
export function fingerprintOf({ customer_id, sku, quantity, ordered_at = null }) {
  return createHash('sha256').update(JSON.stringify([customer_id, sku, quantity, ordered_at])).digest('hex');
}
