import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery } from './checkout.mjs';

test('delivery', () => {
  assert.equal(delivery(150000, 'IN'), 0);
  assert.equal(delivery(149999, 'IN'), 6000);
  assert.equal(delivery(150000, 'US'), 90000);
});
