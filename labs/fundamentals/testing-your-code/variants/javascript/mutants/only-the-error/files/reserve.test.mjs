import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutOfStock, reserve } from './checkout.mjs';

test('refuses what is not there', () => {
  const stock = new Map([['TEA-2004', 5], ['TBW-5001', 2]]);
  assert.throws(() => reserve(stock, [{ sku: 'TEA-2004', quantity: 3 }, { sku: 'TBW-5001', quantity: 3 }]), OutOfStock);
});
