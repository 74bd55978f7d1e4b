/** What labs cost, as measured: kept for what was not measured again, and told for what is chosen. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { costOf, indexWith, readLabIndex, writeLabIndex, type LabIndex, type Measured } from './lab-index.ts';

const EMPTY: LabIndex = { schema: 1, labs: {} };
const known = new Set(['shop', 'log']);
const measured = (change: Partial<Measured>): Measured => (
  { lab: 'shop', variant: null, version: 1, engine: 'native', state: 'proven', peakMemoryMb: 100, startMs: 900, ms: 20_000, runs: [{}, {}], ...change });
const lab = (id: string, version = 1): { id: string; version: number; needs: { memoryMb: number } } => ({ id, version, needs: { memoryMb: 300 } });
let folder: string;

beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'bb-index-')); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

it('keeps the others when some labs, engines or variants are measured again', () => {
  const first = indexWith(EMPTY, [measured({}), measured({ engine: 'docker', startMs: 3_000 }), measured({ lab: 'log', variant: 'python' }), measured({ lab: 'log', variant: 'java', peakMemoryMb: 400 })], known);
  const second = indexWith(first, [measured({ startMs: 800 }), measured({ lab: 'log', variant: 'java', peakMemoryMb: 350 })], known);
  expect(second.labs['shop']).toMatchObject([{ engine: 'docker', startMs: 3_000 }, { engine: 'native', startMs: 800, proofMs: 10_000, runs: 2 }]);
  expect(second.labs['log']).toMatchObject([{ variant: 'java', memoryMb: 350 }, { variant: 'python', memoryMb: 100 }]);
});

it('takes nothing from what was not proven or not seen, and forgets older versions and labs that are gone', () => {
  const first = indexWith(EMPTY, [measured({}), measured({ lab: 'log' })], known);
  const same = indexWith(first, [measured({ state: 'failed', startMs: 1 }), measured({ state: 'not-run', startMs: 1 }), measured({ peakMemoryMb: null, startMs: 1 })], known);
  expect(same).toEqual(first);
  expect(indexWith(first, [measured({ version: 2, engine: 'docker' })], known).labs['shop']).toMatchObject([{ version: 2, engine: 'docker' }]);
  expect(Object.keys(indexWith(first, [], new Set(['shop'])).labs)).toEqual(['shop']);
});

it('tells the cost of the chosen variant, of the dearest before there is a choice, and the estimate of what was never measured', () => {
  const index = indexWith(EMPTY, [measured({ lab: 'log', variant: 'python' }), measured({ lab: 'log', variant: 'java', peakMemoryMb: 400, startMs: 700 }), measured({ lab: 'log', variant: 'python', engine: 'docker', startMs: 2_500 })], known);
  expect(costOf(index, lab('log'), 'java')).toEqual({ memoryMb: 400, startMs: 700 });
  expect(costOf(index, lab('log'), 'python')).toEqual({ memoryMb: 100, startMs: 2_500 });
  expect(costOf(index, lab('log'), null)).toEqual({ memoryMb: 400, startMs: 2_500 });
  expect(costOf(index, lab('log', 2), 'java')).toEqual({ memoryMb: 300, startMs: null });
  expect(costOf(index, lab('constructor'), null)).toEqual({ memoryMb: 300, startMs: null });
});

it('is written and read again; a damaged one counts as none', async () => {
  const index = indexWith(EMPTY, [measured({})], known);
  await writeLabIndex(folder, index);
  expect(await readLabIndex(folder)).toEqual(index);
  writeFileSync(join(folder, 'index.json'), '{"schema": 1, "labs": {"shop": {}}}');
  expect(await readLabIndex(folder)).toEqual(EMPTY);
});
