import { expect, it } from 'vitest';
import type { ValueNode } from '../../ui/tree/value-node.ts';
import { documentNode, fieldPath } from './document-node.ts';

const lines = (node: ValueNode, depth = 0): string[] => [`${' '.repeat(depth)}${node.name} ${node.kind} ${node.text}`, ...node.children().flatMap((child) => lines(child, depth + 1))];

it('shows every type as the shell writes it, and what is nested with its count', () => {
  const root = documentNode(JSON.parse(`[{ "_id": { "$oid": "65f0a1" }, "n": { "$numberInt": "5" }, "big": { "$numberLong": "9007199254740993" },
    "price": { "$numberDecimal": "12.50" }, "at": { "$date": { "$numberLong": "0" } }, "tags": ["a", null, true], "in": { "a.b": { "$numberDouble": "1.5" } }, "empty": {},
    "of": { "$regularExpression": { "pattern": "^a", "options": "i" } }, "raw": { "$binary": { "base64": "AQI=", "subType": "00" } } }]`));
  expect(lines(root)).toEqual([
    ' list [1]', ' 0 object {10}', '  _id id ObjectId(\'65f0a1\')', '  n number 5', '  big number Long(\'9007199254740993\')', '  price number Decimal128(\'12.50\')',
    '  at date ISODate(\'1970-01-01T00:00:00.000Z\')', '  tags list [3]', '   0 string "a"', '   1 null null', '   2 boolean true', '  in object {1}', '   a.b number 1.5',
    '  empty object {0}', '  of string /^a/i', '  raw id Binary("AQI=", 00)',
  ]);
});

it('gives paths as queries write them', () => {
  const [first] = documentNode([{ items: [{ sku: 'TEA' }] }]).children();
  const sku = first?.children()[0]?.children()[0]?.children()[0];
  expect(fieldPath(sku?.path ?? '', true)).toBe('items.0.sku');
  expect(fieldPath(documentNode({ a: { b: 1 } }).children()[0]?.children()[0]?.path ?? '', false)).toBe('a.b');
});
