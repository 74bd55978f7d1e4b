import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, ObjectId, Timestamp, UUID } from 'bson';
import { expect, it } from 'vitest';
import { plainJson, shellText } from './shell-text.ts';

const id = new ObjectId('65a000000000000000000001');

it('writes documents as mongosh does', () => {
  expect(shellText({
    _id: id, at: new Date('2024-03-31T09:30:00Z'), price: Decimal128.fromString('1.50'), n: Long.fromNumber(5), i: new Int32(3),
    d: new Double(2.5), name: /^as/i, code: new BSONRegExp('x', 's'), ok: true, none: null, tags: ['x', 'y'],
  })).toBe(`{
  _id: ObjectId('65a000000000000000000001'),
  at: ISODate('2024-03-31T09:30:00.000Z'),
  price: Decimal128('1.50'),
  n: Long('5'),
  i: 3,
  d: 2.5,
  name: /^as/i,
  code: /x/s,
  ok: true,
  none: null,
  tags: [ 'x', 'y' ]
}`);
});

it('writes the rarer types, lists and single values', () => {
  expect(shellText([{ _id: 1 }, { _id: 2 }])).toBe('[ { _id: 1 }, { _id: 2 } ]');
  expect(shellText('orders\nusers')).toBe('orders\nusers');
  expect(shellText(3)).toBe('3');
  expect(shellText(null)).toBe('null');
  expect(shellText(undefined)).toBe('');
  expect(shellText(new UUID('8c1a2b3c-0000-4000-8000-000000000001'))).toBe("UUID('8c1a2b3c-0000-4000-8000-000000000001')");
  expect(shellText(new Binary(Buffer.from('chai')))).toBe("Binary.createFromBase64('Y2hhaQ==', 0)");
  expect(shellText(new Timestamp({ t: 7, i: 1 }))).toBe('Timestamp({ t: 7, i: 1 })');
});

it('gives relaxed extended JSON for comparisons', () => {
  expect(plainJson([{ _id: id, at: new Date(0), n: Long.fromNumber(5), price: Decimal128.fromString('1.50'), x: 1 }])).toEqual([
    { _id: { $oid: '65a000000000000000000001' }, at: { $date: '1970-01-01T00:00:00Z' }, n: 5, price: { $numberDecimal: '1.50' }, x: 1 },
  ]);
});
