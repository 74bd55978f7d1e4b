import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery } from './checkout.mjs';

test('delivery', () => {
  delivery(149999, 'IN');
  delivery(150000, 'IN');
  delivery(400000, 'IN');
  delivery(20000, 'GB');
  delivery(150000, 'GB');
});
