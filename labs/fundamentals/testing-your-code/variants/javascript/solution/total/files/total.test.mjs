import assert from 'node:assert/strict';
import { test } from 'node:test';
import { total } from './checkout.mjs';

test('a cart costs the sum of its lines', () => {
  const items = [
    { unit_price_paise: 36000, quantity: 2 },
    { unit_price_paise: 12000, quantity: 1 },
  ];
  assert.equal(total(items), 84000);
});

test('an empty cart costs nothing', () => {
  assert.equal(total([]), 0);
});
