import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutOfStock, reserve } from './checkout.mjs';

const stock = new Map([['TEA-2004', 5]]);

test('takes pieces', () => {
  reserve(stock, [{ sku: 'TEA-2004', quantity: 3 }]);
  assert.equal(stock.get('TEA-2004'), 2);
});

test('takes the last piece', () => {
  reserve(stock, [{ sku: 'TEA-2004', quantity: 5 }]);
  assert.equal(stock.get('TEA-2004'), 0);
});

test('refuses', () => {
  assert.throws(() => reserve(stock, [{ sku: 'TEA-2004', quantity: 6 }]), OutOfStock);
});
