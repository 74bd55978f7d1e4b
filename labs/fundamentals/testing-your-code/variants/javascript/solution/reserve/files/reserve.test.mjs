import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutOfStock, reserve } from './checkout.mjs';

test('takes the pieces out of the stock, the last one too', () => {
  const stock = new Map([['TEA-2004', 5], ['TBW-5001', 2]]);
  reserve(stock, [{ sku: 'TEA-2004', quantity: 3 }, { sku: 'TBW-5001', quantity: 2 }]);
  assert.deepEqual(stock, new Map([['TEA-2004', 2], ['TBW-5001', 0]]));
});

test('takes nothing at all when one product lacks', () => {
  const stock = new Map([['TEA-2004', 5], ['TBW-5001', 2]]);
  const items = [{ sku: 'TEA-2004', quantity: 3 }, { sku: 'TBW-5001', quantity: 3 }];
  assert.throws(() => reserve(stock, items), (error) => error instanceof OutOfStock && error.sku === 'TBW-5001');
  assert.deepEqual(stock, new Map([['TEA-2004', 5], ['TBW-5001', 2]]));
});
