import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery } from './checkout.mjs';

test('delivery', () => {
  assert.equal(delivery(100000, 'IN'), 6000);
  assert.equal(delivery(200000, 'IN'), 0);
  assert.equal(delivery(50000, 'GB'), 90000);
});
