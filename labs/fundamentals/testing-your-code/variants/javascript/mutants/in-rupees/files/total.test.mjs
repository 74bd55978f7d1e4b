import assert from 'node:assert/strict';
import { test } from 'node:test';
import { total } from './checkout.mjs';

test('a cart has a total', () => {
  assert.equal(total([{ unit_price_paise: 36000, quantity: 2 }]), 720);
});
