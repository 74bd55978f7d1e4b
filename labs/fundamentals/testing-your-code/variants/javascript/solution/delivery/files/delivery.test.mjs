import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery } from './checkout.mjs';

test('within India, delivery is free from 1500.00 rupees on', () => {
  assert.equal(delivery(149999, 'IN'), 6000);
  assert.equal(delivery(150000, 'IN'), 0);
});

test('to other countries, delivery is never free', () => {
  assert.equal(delivery(20000, 'GB'), 90000);
  assert.equal(delivery(150000, 'GB'), 90000);
});
