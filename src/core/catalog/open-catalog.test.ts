/** The catalogue as the app opens it: quick, and never behind what lies in the labs folder. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Catalog } from './catalog.ts';
import { openCatalog } from './open-catalog.ts';

const FIXTURES = join(import.meta.dirname, '../../../tests/fixtures/labs');
const LAB = 'tiny-stores';
let base: string;
let labs: string;
let yaml: string;
let changes: number;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'bb-open-'));
  labs = join(base, 'labs');
  cpSync(FIXTURES, labs, { recursive: true });
  yaml = join(labs, 'databases', LAB, 'lab.yaml');
  changes = 0;
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(base, { recursive: true, force: true });
});

const open = (): Promise<Catalog> => openCatalog(
  { labsFolder: labs, indexFile: join(base, 'heads.json'), learner: 'somebody', onChange: () => { changes += 1; } }, new AbortController().signal);
const edit = (change: (text: string) => string): void => { writeFileSync(yaml, change(readFileSync(yaml, 'utf8'))); };
/** What was just written may be indexed a moment later; no file can be given an older time of change, so the clock goes on. */
const settled = (): void => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2_100 });
const indexed = (): string[] => (existsSync(join(base, 'heads.json')) ? (JSON.parse(readFileSync(join(base, 'heads.json'), 'utf8')) as { labs: [string, unknown][] }).labs.map(([place]) => place).sort() : []);
const ALL = ['databases/tiny-docs', `databases/${LAB}`, 'server-side/tiny-api'];

it('has the heads of all labs, and the whole of one that is asked for', async () => {
  const catalog = await open();
  expect([...catalog.heads.keys()].sort()).toEqual(['tiny-api', 'tiny-docs', LAB]);
  expect(catalog.lab(LAB).lab.steps[0]?.checks.length).toBeGreaterThan(0);
  expect(catalog.lab(LAB)).toBe(catalog.lab(LAB));
  expect(() => catalog.lab('nowhere')).toThrow('LAB_NOT_FOUND');
  expect(changes).toBe(0);
});

it('indexes what was not saved a moment ago: that may be saved again within the same tick of the clock', async () => {
  await open();
  expect(indexed()).toEqual([]);
  settled();
  await open();
  expect(indexed()).toEqual(ALL);
  vi.useRealTimers();
  // Same size, and the time of change put back.
  const { atimeMs, mtimeMs } = statSync(yaml);
  edit((text) => text.replace(/^title: (.*)$/m, (_, title: string) => `title: ${'x'.repeat(title.length)}`));
  utimesSync(yaml, atimeMs / 1000, mtimeMs / 1000);
  expect((await open()).heads.get(LAB)?.title).toMatch(/^x+$/);
  expect(indexed()).toEqual(ALL.filter((place) => place !== `databases/${LAB}`));
});

it.each(['heads.json is there', 'heads.json is damaged'])('sees a lab that was changed, added or removed at the next opening: %s', async (state) => {
  await open();
  if (state.endsWith('damaged')) writeFileSync(join(base, 'heads.json'), '{"key":');
  edit((text) => text.replace(/^title: .*$/m, 'title: Another title'));
  cpSync(join(labs, 'databases', 'tiny-docs'), join(labs, 'databases', 'tiny-more'), { recursive: true });
  writeFileSync(join(labs, 'databases', 'tiny-more', 'lab.yaml'), readFileSync(join(labs, 'databases', 'tiny-docs', 'lab.yaml'), 'utf8').replace('id: tiny-docs', 'id: tiny-more'));
  rmSync(join(labs, 'databases', 'tiny-docs'), { recursive: true });
  const { heads, broken } = await open();
  expect(heads.get(LAB)?.title).toBe('Another title');
  expect(heads.has('tiny-more')).toBe(true);
  expect(heads.has('tiny-docs')).toBe(false);
  expect(broken).toEqual([]);
});

it('tells a lab whose head is wrong at once, with the place, and each time', async () => {
  edit((text) => text.replace(/^order: .*$/m, 'order: first'));
  for (let time = 0; time < 2; time += 1) {
    const { broken, heads } = await open();
    expect(broken).toMatchObject([{ lab: LAB, problems: [{ file: 'lab.yaml', line: expect.any(Number) as number }] }]);
    expect(heads.has(LAB)).toBe(false);
  }
});

it('tells a lab that is wrong elsewhere when it is opened, and from then on at once, until it is mended', async () => {
  rmSync(join(labs, 'databases', LAB, 'steps'), { recursive: true });
  settled();
  const catalog = await open();
  expect(catalog.heads.has(LAB)).toBe(true);
  expect(() => catalog.lab(LAB)).toThrow('LAB_INVALID');
  expect(() => catalog.lab(LAB)).toThrow('LAB_INVALID');
  expect(catalog.heads.has(LAB)).toBe(false);
  expect(catalog.broken).toMatchObject([{ lab: LAB }]);
  expect(changes).toBe(1);
  const again = await open();
  expect(again.heads.has(LAB)).toBe(false);
  expect(again.broken).toMatchObject([{ lab: LAB, problems: [{ message: expect.stringContaining('steps/01') as string }, {}] }]);
  cpSync(join(FIXTURES, 'databases', LAB, 'steps'), join(labs, 'databases', LAB, 'steps'), { recursive: true });
  expect((await open()).heads.has(LAB)).toBe(true);
});

it('goes by the whole lab where its head was another when the catalogue was opened', async () => {
  const catalog = await open();
  edit((text) => text.replace(/^minutes: .*$/m, 'minutes: 77'));
  expect(catalog.lab(LAB).lab.minutes).toBe(77);
  expect(catalog.heads.get(LAB)?.minutes).toBe(77);
  expect(changes).toBe(1);
});

it('knows a name that two stages have', async () => {
  mkdirSync(join(labs, 'security'));
  cpSync(join(labs, 'databases', LAB), join(labs, 'security', LAB), { recursive: true });
  const { broken, heads } = await open();
  expect(broken).toMatchObject([{ lab: LAB, problems: [{ message: expect.stringContaining('Another stage') as string }] }]);
  expect(heads.get(LAB)?.stage).toBe('databases');
});
