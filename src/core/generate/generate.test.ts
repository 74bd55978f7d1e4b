/** Generated rows: the same bytes for ever, shares and ranges as told, any row at any time. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { generatedFileSchema, rowSetSchema, type ColumnSpec, type RowSetSpec } from '../../shared/generate-format.ts';
import { fileBlocks } from './generated-file.ts';
import { createRowSets } from './row-set.ts';

const signal = new AbortController().signal;
const ROWS = 10_000;

/** Every kind of column once, with what it needs around it. */
const KINDS: Record<string, Record<string, unknown>> = {
  sequence: { kind: 'sequence', from: 10_001, step: 3 },
  integer: { kind: 'integer', min: -5, max: 5 },
  decimal: { kind: 'decimal', min: 10, max: 2000 },
  skewed: { kind: 'skewed', median: 40, p99: 900 },
  zipf: { kind: 'zipf', size: 500, exponent: 1.1 },
  pick: { kind: 'pick', values: ['paid', 'shipped', null, 7, true], weights: [60, 30, 5, 4, 1] },
  timestamp: { kind: 'timestamp', from: '2025-01-01', to: '2026-07-01', rhythm: 'daily' },
  ascending: { kind: 'timestamp', from: '2026-06-01', to: '2026-06-08', order: 'ascending', rhythm: 'daily', format: 'log' },
  date: { kind: 'date', from: '2024-01-01', to: '2026-07-01' },
  name: { kind: 'name' },
  email: { kind: 'email', of: 'name' },
  phone: { kind: 'phone', nullShare: 0.2 },
  country: { kind: 'country' },
  city: { kind: 'city', of: 'country' },
  street: { kind: 'street' },
  text: { kind: 'text', words: [3, 12] },
  uuid: { kind: 'uuid' },
  ip: { kind: 'ip' },
  'user-agent': { kind: 'user-agent' },
  reference: { kind: 'reference', to: 'products.id', exponent: 0.8 },
  lookup: { kind: 'lookup', by: 'reference', column: 'price' },
  template: { kind: 'template', texts: ['/products/{reference}', '/search?q={country}'], weights: [3, 1] },
  bursts: { kind: 'bursts', usually: { kind: 'pick', values: [200] }, during: { outage: { kind: 'pick', values: [500, 503] } } },
};

/** SHA-256 of ten thousand values of each kind, one a line. These change only together with GENERATOR_VERSION. */
const GOLDEN: Record<string, string> = {
  sequence: '080c26711ef2dd24',
  integer: '0141fb9b3b8d1abd',
  decimal: '0bde0bcb5b1b988a',
  skewed: '8997f4aed7241dd1',
  zipf: 'f0123129c443cfbe',
  pick: '65545c0745173a16',
  timestamp: '7df547970f9e29af',
  ascending: 'cad6473a4cd4b17b',
  date: 'c759e3dfed4297c7',
  name: '36634b2868c6d87e',
  email: '60e38f61296e461d',
  phone: '6998b16dcf9f58a5',
  country: '7f4e1d0c735bd86e',
  city: '1dd82f4308a41214',
  street: '030452ba985eda3a',
  text: '20442f1cc4c25f4d',
  uuid: 'fc4f99ab24bb81ee',
  ip: 'f54b7c727afa0e45',
  'user-agent': '69b06e71d567bfa9',
  reference: '53d3d3b286895693',
  lookup: 'be9845dd5888331e',
  template: 'e5a5a4dd60de6795',
  bursts: 'ed650d539718d851',
  log: '334adc0a387b8ff1',
};

function sets(columns: Record<string, unknown>, rows = ROWS): RowSetSpec[] {
  return [
    { into: 'products', rows: 1200, columns: { id: { kind: 'sequence' }, price: { kind: 'decimal', min: 1, max: 9 } } },
    { into: 'orders', rows, seed: 7, bursts: { outage: { count: 3, rows: 200 } }, columns },
  ].map((each) => rowSetSchema.parse(each));
}

function column(kind: string): { text: (string | null)[]; spec: ColumnSpec | undefined } {
  const specs = sets(Object.fromEntries(Object.entries(KINDS).map(([name, spec]) => [name.replace('-', '_'), spec])));
  const made = createRowSets(specs)[1]?.column(kind.replace('-', '_'));
  if (made === undefined) throw new Error(kind);
  return { text: Array.from({ length: ROWS }, (_, row) => made.text(row)), spec: specs[1]?.columns[kind] };
}

const share = (list: readonly unknown[], value: unknown): number => list.filter((each) => each === value).length / list.length;

it.each(Object.keys(KINDS))('gives the same bytes on every machine: %s', (kind) => {
  const bytes = column(kind).text.map((text) => text ?? '\\N').join('\n');
  expect(createHash('sha256').update(bytes).digest('hex').slice(0, 16)).toBe(GOLDEN[kind]);
});

it('keeps to ranges, weights and shares', () => {
  const whole = column('integer').text.map(Number);
  expect([Math.min(...whole), Math.max(...whole)]).toEqual([-5, 5]);
  for (let value = -5; value <= 5; value += 1) expect(share(whole, value)).toBeCloseTo(1 / 11, 1);
  const prices = column('decimal').text;
  expect(prices.every((text) => /^\d{2,4}\.\d\d$/.test(text ?? '') && Number(text) >= 10 && Number(text) <= 2000)).toBe(true);
  const skewed = column('skewed').text.map(Number).sort((a, b) => a - b);
  expect(Math.abs((skewed[ROWS / 2] ?? 0) - 40)).toBeLessThan(3);
  expect(skewed[ROWS * 0.99]).toBeGreaterThan(750);
  expect(skewed[ROWS * 0.99]).toBeLessThan(1100);
  const picked = column('pick').text;
  expect(share(picked, 'paid')).toBeCloseTo(0.6, 1);
  expect(share(picked, null)).toBeCloseTo(0.05, 1);
  expect(share(column('phone').text, null)).toBeCloseTo(0.2, 1);
  const ranks = column('zipf').text.map(Number);
  expect(share(ranks, 1)).toBeGreaterThan(1.9 * share(ranks, 2));
});

it('keeps time in order and in rhythm', () => {
  const instants = column('timestamp').text.map((text) => new Date(text ?? ''));
  expect(instants.every((at) => at >= new Date('2025-01-01') && at < new Date('2026-07-01'))).toBe(true);
  const night = instants.filter((at) => at.getUTCHours() === 3).length;
  const evening = instants.filter((at) => at.getUTCHours() === 19).length;
  expect(evening).toBeGreaterThan(10 * night);
  const { text } = column('ascending');
  expect(text[0]).toMatch(/^01\/Jun\/2026:0\d:\d\d:\d\d \+0000$/);
  const ms = text.map((each) => Date.parse((each ?? '').replace(/^(\d\d)\/Jun\/(\d{4}):(.{8}) \+0000$/, '$2-06-$1T$3Z')));
  expect(ms.every((at, row) => row === 0 || at >= (ms[row - 1] ?? Infinity))).toBe(true);
  expect(new Set(ms).size).toBeGreaterThan(ROWS / 2);
});

it('refers to rows that exist, and looks up the same row', () => {
  const [products, orders] = createRowSets(sets({ product_id: KINDS['reference'], price: { kind: 'lookup', by: 'product_id', column: 'price' } }));
  for (let row = 0; row < 1000; row += 1) {
    const id = Number(orders?.column('product_id').value(row));
    expect(id).toBeGreaterThanOrEqual(1);
    expect(id).toBeLessThanOrEqual(1200);
    expect(orders?.column('price').text(row)).toBe(products?.column('price').text(id - 1));
  }
});

it('gives each row its own email, and a city in the row’s country', () => {
  expect(new Set(column('email').text).size).toBe(ROWS);
  const [countries, cities] = [column('country').text, column('city').text];
  expect(cities.every((city, row) => city !== 'Pune' || countries[row] === 'IN')).toBe(true);
});

it('bursts in the told number of rows, together, and nowhere else', () => {
  const status = column('bursts').text;
  const errors = status.flatMap((text, row) => (text === '200' ? [] : [row]));
  expect(errors).toHaveLength(600);
  expect(errors.filter((row) => !errors.includes(row - 1))).toHaveLength(3);
});

it('another seed or set gives other rows', () => {
  const texts = (seed: number, into: string): string => {
    const spec = rowSetSchema.parse({ into, rows: 100, seed, columns: { name: KINDS['name'] } });
    const [set] = createRowSets([spec]);
    return Array.from({ length: 100 }, (_, row) => set?.column('name').text(row)).join();
  };
  expect(new Set([texts(1, 'a'), texts(2, 'a'), texts(1, 'b')]).size).toBe(3);
});

it('writes a log of many lines in small pieces', { timeout: 60_000 }, async () => {
  const spec = generatedFileSchema.parse({
    path: 'access.log',
    generate: {
      rows: 200_000, seed: 5, bursts: { outage: { count: 3, rows: 2000 } },
      line: '{ip} - - [{at}] "GET {path} HTTP/1.1" {status} {bytes} "-" "{agent}"',
      columns: {
        ip: { kind: 'ip' }, at: { ...KINDS['ascending'] }, product: { kind: 'zipf', size: 120 },
        path: { kind: 'template', texts: ['/', '/products', '/products/{product}', '/cart'], weights: [3, 4, 8, 1] },
        status: { kind: 'bursts', usually: { kind: 'pick', values: [200, 304, 404], weights: [90, 7, 3] }, during: { outage: { kind: 'pick', values: [500, 503] } } },
        bytes: { kind: 'skewed', median: 4000, p99: 90_000 }, agent: { kind: 'user-agent' },
      },
    },
  });
  const hash = createHash('sha256');
  let done = 0;
  let most = 0;
  for await (const block of fileBlocks(spec, { signal, onRows: (rows) => { done = rows; } })) {
    hash.update(block);
    most = Math.max(most, block.length);
  }
  expect(done).toBe(200_000);
  expect(most).toBeLessThan(300_000);
  expect(hash.digest('hex').slice(0, 16)).toBe(GOLDEN['log']);
});

it('stops when it is called off', async () => {
  const spec = generatedFileSchema.parse({ path: 'a.txt', generate: { rows: 1_000_000, line: '{n}', columns: { n: { kind: 'sequence' } } } });
  const stop = new AbortController();
  const read = async (): Promise<void> => {
    for await (const block of fileBlocks(spec, { signal: stop.signal })) if (block.length > 0) stop.abort(new Error('enough'));
  };
  await expect(read()).rejects.toThrow('enough');
});
