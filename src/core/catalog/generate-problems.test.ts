/** What an author may get wrong in generated rows and files, and what is said of it. */
import { expect, it } from 'vitest';
import { generatedFileSchema, rowSetSchema } from '../../shared/generate-format.ts';
import type { Lab, ServiceKind } from '../../shared/lab-format.ts';
import { generateProblems } from './generate-problems.ts';

const CUSTOMERS = { into: 'customers', rows: 10, columns: { id: { kind: 'sequence' }, country: { kind: 'country' } } };

function problems(kind: ServiceKind, sets: object[], files: object[] = []): string[] {
  const lab = {
    services: [{ id: 's', kind, seed: [], generate: sets.map((set) => rowSetSchema.parse(set)) }],
    files: files.map((file) => generatedFileSchema.parse(file)),
  } as unknown as Lab;
  return generateProblems(lab).map(({ path, message }) => `${path.join('.')}: ${message}`);
}
const column = (spec: object, more: object = {}): string[] =>
  problems('postgres', [CUSTOMERS, { into: 'orders', rows: 100, columns: { x: spec, ...more } }]).map((each) => each.replace('services.0.generate.1.columns.', ''));

it.each<[string, object, string]>([
  ['an empty range', { kind: 'integer', min: 5, max: 4 }, 'x: max (4) is below min (5).'],
  ['a range too large', { kind: 'decimal', min: 0, max: 1e9 }, 'x: Between min and max lie more than four thousand million values. Take a smaller range.'],
  ['weights too few', { kind: 'pick', values: ['a', 'b'], weights: [1] }, 'x.weights: There are 1 weights for 2 values.'],
  ['weights of nothing', { kind: 'pick', values: ['a', 'b'], weights: [0, 0] }, 'x.weights: At least one weight must be above 0.'],
  ['two ways to draw', { kind: 'pick', values: ['a', 'b'], weights: [1, 1], exponent: 1 }, 'x: Give "weights" or "exponent", not both.'],
  ['a day that is none', { kind: 'date', from: '2026-02-30', to: '2026-03-01' }, 'x.from: There is no such day or instant.'],
  ['time backwards', { kind: 'timestamp', from: '2026-03-02', to: '2026-03-01' }, 'x.to: "to" must be later than "from".'],
  ['a rhythm of part of a day', { kind: 'timestamp', from: '2026-03-01T06:00:00Z', to: '2026-03-03', rhythm: 'daily' }, 'x: A rhythm needs whole days in "from" and "to".'],
  ['a set nobody makes', { kind: 'reference', to: 'products.id' }, 'x.to: Nothing generates "products" before this. Generated before: customers.'],
  ['a column nobody has', { kind: 'reference', to: 'customers.name' }, 'x.to: There is no column "name". Columns: id, country.'],
  ['a lookup by no reference', { kind: 'lookup', by: 'y', column: 'country' }, 'x.by: There is no column "y" of kind reference here.'],
  ['a template of nothing', { kind: 'template', texts: ['a {b}'] }, 'x.texts.0: There is no column "b". Columns: x.'],
  ['a column of itself', { kind: 'template', texts: ['a {x}'] }, 'x: Columns stand for each other in a circle: x → x.'],
  ['an unknown burst', { kind: 'bursts', usually: { kind: 'name' }, during: { night: { kind: 'name' } } }, 'x.during.night: There is no burst "night". Bursts: none.'],
])('%s', (_, spec, said) => { expect(column(spec)).toEqual([said]); });

it('what only one kind of service takes', () => {
  const keys = { into: 'k:{id}', rows: 5, columns: { id: { kind: 'sequence' } } };
  expect(problems('redis', [keys])).toEqual(['services.0.generate.0: Say with "as" what the keys hold: string, hash, set, list, zset or stream.']);
  expect(problems('redis', [{ ...keys, as: 'zset' }])).toEqual(['services.0.generate.0.columns: A zset needs a column "member".', 'services.0.generate.0.columns: A zset needs a column "score".']);
  expect(problems('redis', [{ ...keys, into: 'k:{n}', as: 'hash' }])).toEqual(['services.0.generate.0.into: There is no column "n". Columns: id.']);
  expect(problems('postgres', [{ ...CUSTOMERS, as: 'hash' }])).toEqual(['services.0.generate.0.as: Only redis has "as". Take it out.']);
  expect(problems('postgres', [{ into: 't', rows: 5, columns: { 'a.b': { kind: 'name' } } }])).toEqual(['services.0.generate.0.columns: Only mongo has fields within fields; "a.b" needs a name without a dot.']);
  expect(problems('mongo', [CUSTOMERS, CUSTOMERS])).toEqual(['services.0.generate.1.into: "customers" is generated before. Give the rows in one place.']);
});

it('files', () => {
  const file = { path: 'a.log', generate: { rows: 10, line: '{n} {m}', bursts: { night: { count: 3, rows: 5 } }, columns: { n: { kind: 'sequence' } } } };
  expect(problems('redis', [], [file])).toEqual([
    'files.0.generate.line: There is no column "m". Columns: n.', 'files.0.generate.bursts.night: These bursts take 15 rows; there are 10.',
  ]);
  const good = { path: 'a.log', generate: { rows: 10, line: '{n}', columns: { n: { kind: 'sequence' } } } };
  expect(problems('redis', [], [good, good])).toEqual(['files.1.path: "a.log" is made twice.']);
});
