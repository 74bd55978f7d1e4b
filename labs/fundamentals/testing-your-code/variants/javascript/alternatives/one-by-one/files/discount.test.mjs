import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discount } from './checkout.mjs';

test('coupons', () => {
  assert.ok(discount(1990, 'DIWALI15') === 299, 'DIWALI15');
  assert.ok(discount(1234567, 'WELCOME10') === 20000, 'WELCOME10');
  assert.ok(discount(50000, 'TEATIME') === 5000, 'TEATIME');
  assert.ok(discount(49999, 'TEATIME') === 0, 'TEATIME');
  assert.ok(discount(77777, 'TEA') === 0, 'TEA');
});
