// The key that makes a POST safe to send again, and what tells one return from another.
import { createHash } from 'node:crypto';
import { HttpError } from './errors.js';

/** @throws HttpError 400 when there is no usable key */
export function idempotencyKey(request) {
  const key = request.get('Idempotency-Key') ?? '';
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new HttpError(400, 'Send an Idempotency-Key, a new one for each return.');
  return key;
}

/** The same for the same return, however its JSON was written. */
export function fingerprintOf({ order_id, sku, quantity, reason }) {
  return createHash('sha256').update(JSON.stringify([order_id, sku, quantity, reason])).digest('hex');
}
