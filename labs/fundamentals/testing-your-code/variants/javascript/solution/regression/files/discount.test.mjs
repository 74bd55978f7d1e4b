import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discount } from './checkout.mjs';

const cases = [
  { totalPaise: 100000, coupon: 'DIWALI15', off: 15000 },
  { totalPaise: 30, coupon: 'DIWALI15', off: 5 },
  { totalPaise: 90000, coupon: 'WELCOME10', off: 9000 },
  { totalPaise: 300000, coupon: 'WELCOME10', off: 20000 },
  { totalPaise: 50000, coupon: 'TEATIME', off: 5000 },
  { totalPaise: 49999, coupon: 'TEATIME', off: 0 },
  { totalPaise: 100000, coupon: undefined, off: 0 },
  { totalPaise: 100000, coupon: 'SUMMER', off: 0 },
  { totalPaise: 100000, coupon: 'Diwali15', off: 15000 },
];

for (const { totalPaise, coupon, off } of cases) {
  test(`${coupon} takes ${off} off ${totalPaise}`, () => {
    assert.equal(discount(totalPaise, coupon), off);
  });
}
