/**
 * Ten thousand lab folders that somebody spoiled: each gives exact problems or a lab, soon, and never anything else.
 * fast-check prints the seed and the smallest failing case.
 */
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { LabProblem } from '../../shared/errors.ts';
import { isPlainObject } from '../checks/json-value.ts';
import { lintLab } from './lint-lab.ts';
import { loadLab } from './load-lab.ts';

// The same cases at every run, so that a change is judged by what it changes; BACKBENCH_TEST_SEED tries others.
fc.configureGlobal({ seed: Number(process.env['BACKBENCH_TEST_SEED'] ?? 20_261_123) });

const ROOT = join(import.meta.dirname, '../../..');
/** Small labs, which are read quickly, and together use most of the format. */
const BASES = [
  'tests/fixtures/labs/databases/tiny-docs', 'tests/fixtures/labs/databases/tiny-stores', 'tests/fixtures/labs/server-side/tiny-api',
  'tests/fixtures/variant-labs/fundamentals/tiny-greeting',
] as const;
const REAL = ['labs/databases/redis-structures', 'labs/server-side/rest-api'] as const;
/** Reading a small lab takes some milliseconds; this long means that it hangs. */
const HANG_MS = 5000;
/** A minute on an idle core; the machine may have other things to do. */
const SLOW_MS = 300_000;
const never = new AbortController().signal;

/** What is added to the small labs, so that generators and values are spoiled too. */
const MORE = `
values: { limit: { kind: integer, min: 1, max: 9 }, word: { kind: word } }
files:
  - path: access.log
    generate:
      rows: 10
      bursts: { outage: { count: 1, rows: 2 } }
      line: '{ip} {status}'
      columns:
        ip: { kind: ip }
        status: { kind: bursts, usually: { kind: pick, values: [200, 404], weights: [9, 1] }, during: { outage: { kind: pick, values: [500] } } }
`;

let base: string;
let kept: string;
const yaml = new Map<string, string>();
const parsed = new Map<string, unknown>();

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-malformed-'));
  kept = await mkdtemp(join(tmpdir(), 'bb-malformed-kept-'));
  for (const path of [...BASES, ...REAL]) {
    await cp(join(ROOT, path), placeOf(path), { recursive: true });
    const text = await readFile(join(ROOT, path, 'lab.yaml'), 'utf8');
    yaml.set(path, (BASES as readonly string[]).includes(path) ? `${text}${MORE}` : text);
    parsed.set(path, parse(yaml.get(path) ?? ''));
    await writeFile(join(placeOf(path), 'lab.yaml'), yaml.get(path) ?? '');
    expect(await loadLab(placeOf(path), never)).toHaveProperty('loaded');
  }
});
afterAll(async () => { for (const folder of [base, kept]) await rm(folder, { recursive: true, force: true }); });

const asYaml = (lab: unknown): string => stringify(lab, { aliasDuplicateObjects: false });
const placeOf = (path: string): string => join(base, ...path.split('/').slice(-2));

/** Loads a lab as it lies there now and judges what is said of it. */
async function judge(path: string, text?: string | Uint8Array): Promise<void> {
  const began = performance.now();
  const result = await loadLab(placeOf(path), never);
  expect(performance.now() - began).toBeLessThan(HANG_MS);
  if ('loaded' in result) {
    expect(result.loaded.lab.id).toBe(path.split('/').at(-1));
    return;
  }
  judgeProblems(result.problems, Buffer.from(text ?? yaml.get(path) ?? '').toString('latin1').split('\n').length);
}

function judgeProblems(problems: readonly LabProblem[], lines: number): void {
  expect(problems.length).toBeGreaterThan(0);
  for (const { file, line, column, message } of problems) {
    expect(file).not.toBe('');
    expect(message).toMatch(/^[\s\S]{10,4000}[.!?]$/);
    expect(message).not.toMatch(/undefined|\[object|NaN|could not be read:/);
    if (line !== undefined) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines + 1);
      expect(column).toBeGreaterThanOrEqual(1);
    }
  }
}

async function withYaml(path: string, bytes: string | Uint8Array): Promise<void> {
  await writeFile(join(placeOf(path), 'lab.yaml'), bytes);
  await judge(path, bytes);
}

const aBase = fc.constantFrom(...BASES);
const aPlace = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** Changes of the text, as a slip of the hand, a bad merge or a broken disk makes them. */
const SLIPS: ((text: string, at: number, more: string) => string | Buffer)[] = [
  (text, at) => text.slice(0, at * text.length),
  (text, at, more) => splice(text, at, 0, more),
  (text, at) => splice(text, at, 1, ''),
  (text, at) => splice(text, at, 200, ''),
  (text, at) => splice(text, at, 0, '\t'),
  (text, at) => onLine(text, at, (line) => `  ${line}`),
  (text, at) => onLine(text, at, (line) => line.trimStart()),
  (text, at) => onLine(text, at, (line) => `${line}\n${line}`),
  (text, at) => onLine(text, at, () => null),
  (text, at) => onLine(text, at, (line) => `\t${line}`),
  (text, at) => onLine(text, at, (line) => line.replace(':', '')),
  (text, at) => onLine(text, at, (line) => line.replace(': ', ': &a ')),
  (text, at) => onLine(text, at, (line) => line.replace(/: .*/, ': *a')),
  (text, at) => onLine(text, at, (line) => line.replace(/: .*/, ': &a [*a, *a]')),
  (text, at) => onLine(text, at, (line) => line.replace(/: .*/, ': !!js/function "x"')),
  (text, at) => onLine(text, at, (line) => line.replace(/: .*/, `: ${'['.repeat(3000)}`)),
  (text, at) => onLine(text, at, (line) => line.replace(/: .*/, `: ${'[[{a: '.repeat(200)}x${'}]]'.repeat(200)}`)),
  (text, at) => onLine(text, at, (line) => `${line}\n? {a: b}\n: [c]`),
  (text, at) => onLine(text, at, (line) => `${line}${'y'.repeat(100_000)}`),
  (text, at) => onLine(text, at, (line) => `${line}\n<<: { id: x }`),
  (text, at) => onLine(text, at, (line) => `${line}\n__proto__: { polluted: true }\nconstructor: x`),
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\r'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => `---\n${text}\n---\n${text}`,
  (text) => `%YAML 1.1\n---\n${text}`,
  (text, at) => broken(text, at, [0xff]),
  (text, at) => broken(text, at, [0xc3, 0x28]),
  (text, at) => broken(text, at, [0]),
  () => '', () => '[]', () => 'null', () => '42', () => '- a\n- b', () => '{'.repeat(10_000), () => '\0\0\0', () => '# only a remark', () => '&a [*a]',
];

it('with a slip in the text', { timeout: SLOW_MS }, async () => {
  const more = fc.oneof(fc.string({ unit: fc.constantFrom(...':{}[]&*!|>\'"%@`#-,? \n\t\\0a~é') }), fc.string({ unit: 'binary' }));
  await fc.assert(fc.asyncProperty(aBase, fc.nat(SLIPS.length - 1), aPlace, more, async (path, slip, at, text) => {
    await withYaml(path, SLIPS[slip]?.(yaml.get(path) ?? '', at, text) ?? '');
  }), { numRuns: 4200 });
});

/** Anything that can stand where something else should. */
const aValue = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, '', 0, -1, 1.5, 1e308, true, [], {}, 'x', '__proto__', '../../etc/passwd', '/etc/passwd', 'C:\\x', 'a/../b', '{{value.limit}}', '{{value.none}}', '{{variant.none}}', '(a+', '2026-02-30', { $nope: 1 }, { kind: 'nope' }, [null], 'ä'.repeat(300), { id: 'x' }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.integer() },
);
const CHANGES = ['replace', 'remove', 'add', 'rename', 'repeat', 'empty', 'wrap', 'move'] as const;

it('with a wrong value, a missing, an unknown or a repeated field', { timeout: SLOW_MS }, async () => {
  await fc.assert(fc.asyncProperty(aBase, fc.array(fc.tuple(fc.constantFrom(...CHANGES), aPlace, aPlace, aValue), { minLength: 1, maxLength: 3 }), async (path, changes) => {
    const lab = structuredClone(parsed.get(path));
    for (const [change, at, other, value] of changes) spoil(lab, change, at, other, value);
    await withYaml(path, asYaml(lab));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  }), { numRuns: 5000 });
});

it('with one wrong field, whose name is said', { timeout: SLOW_MS }, async () => {
  await fc.assert(fc.asyncProperty(aBase, aPlace, fc.constantFrom('nonsense', 'titel', 'Id', '__proto__', 'toString', 'constructor'), async (path, at, name) => {
    const lab = structuredClone(parsed.get(path));
    const objects = [...placesIn(lab)].filter(({ value, path: way }) => isPlainObject(value) && isFixedShape(way));
    const { value } = objects[Math.floor(at * objects.length)] ?? { value: lab };
    if (!isPlainObject(value)) return;
    Object.defineProperty(value, name, { value: 'x', enumerable: true, configurable: true, writable: true });
    await writeFile(join(placeOf(path), 'lab.yaml'), asYaml(lab));
    const result = await loadLab(placeOf(path), never);
    const problems = 'problems' in result ? result.problems : [];
    const text = (await readFile(join(placeOf(path), 'lab.yaml'), 'utf8')).split('\n');
    const told = problems.find(({ message }) => message.includes(`"${name}"`));
    expect(told, JSON.stringify(problems)).toBeDefined();
    expect(text[(told?.line ?? 0) - 1]).toContain(name);
  }), { numRuns: 400 });
});

/** Things that happen to files and folders. Each is undone by copying the lab anew. */
const MISHAPS: ((folder: string, file: string) => Promise<void>)[] = [
  (folder, file) => rm(join(folder, file)),
  async (folder, file) => { await rm(join(folder, file)); await mkdir(join(folder, file)); },
  async (folder, file) => { await rm(join(folder, file)); await symlink('/etc/passwd', join(folder, file)); },
  async (folder, file) => { await rm(join(folder, file)); await symlink(file.split('/').at(-1) ?? '', join(folder, file)); },
  async (folder, file) => { await symlink(folder, join(folder, `${file}-loop`)); },
  (folder, file) => writeFile(join(folder, file), Buffer.from([0xff, 0xfe, 0, 1])),
  (folder, file) => writeFile(join(folder, file), ''),
  (folder, file) => writeFile(join(folder, `${file}.${'n'.repeat(100)}`), 'x'),
  async (folder) => { await mkdir(join(folder, 'mutants', 'nobody'), { recursive: true }); },
  async (folder) => { await mkdir(join(folder, ...Array.from({ length: 40 }, () => 'deep')), { recursive: true }); },
  async (folder, file) => { await rm(join(folder, file.split('/')[0] ?? ''), { recursive: true }); },
  (folder, file) => chmod(join(folder, file), 0o000),
];

it('with a folder that somebody spoiled', { timeout: SLOW_MS }, async () => {
  const files = new Map<string, string[]>();
  for (const path of BASES) {
    await writeFile(join(placeOf(path), 'lab.yaml'), yaml.get(path) ?? '');
    files.set(path, (await readdir(placeOf(path), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(placeOf(path).length + 1)).sort());
  }
  await cp(base, kept, { recursive: true });
  await fc.assert(fc.asyncProperty(aBase, fc.nat(MISHAPS.length - 1), aPlace, async (path, mishap, at) => {
    const folder = placeOf(path);
    const list = files.get(path) ?? [];
    try {
      await MISHAPS[mishap]?.(folder, list[Math.floor(at * list.length)] ?? '');
      await judge(path);
      for (const finding of await lintLab(folder, never)) expect(finding.message).not.toMatch(/undefined|\[object/);
    } finally {
      await rm(folder, { recursive: true, force: true });
      await cp(folder.replace(base, kept), folder, { recursive: true });
    }
  }), { numRuns: 300 });
});

it('with a slip in a large lab', { timeout: SLOW_MS }, async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom(...REAL), fc.nat(SLIPS.length - 1), aPlace, async (path, slip, at) => {
    await withYaml(path, SLIPS[slip]?.(yaml.get(path) ?? '', at, ': [') ?? '');
  }), { numRuns: 100 });
});

function splice(text: string, at: number, remove: number, add: string): string {
  const index = Math.floor(at * text.length);
  return text.slice(0, index) + add + text.slice(index + remove);
}

function onLine(text: string, at: number, change: (line: string) => string | null): string {
  const lines = text.split('\n');
  const index = Math.floor(at * lines.length);
  return lines.flatMap((line, place) => (place === index ? change(line) ?? [] : line)).join('\n');
}

function broken(text: string, at: number, bytes: number[]): Buffer {
  const all = Buffer.from(text);
  const index = Math.floor(at * all.length);
  return Buffer.concat([all.subarray(0, index), Buffer.from(bytes), all.subarray(index)]);
}

/** Every value inside another, with its way from the top. */
function* placesIn(value: unknown, path: (string | number)[] = []): Generator<{ value: unknown; path: (string | number)[] }> {
  yield { value, path };
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* placesIn(item, [...path, index]);
  else if (isPlainObject(value)) for (const [key, item] of Object.entries(value)) yield* placesIn(item, [...path, key]);
}

/** Objects whose fields the format names, as opposed to names of the author's own and data. */
function isFixedShape(path: (string | number)[]): boolean {
  return !path.some((part) => ['expect', 'json', 'headers', 'capture', 'words', 'programs', 'values', 'columns', 'bursts', 'during', 'env', 'files'].includes(String(part)));
}

function spoil(lab: unknown, change: (typeof CHANGES)[number], at: number, other: number, value: unknown): void {
  const places = [...placesIn(lab)].slice(1);
  const [place, another] = [places[Math.floor(at * places.length)], places[Math.floor(other * places.length)]];
  if (place === undefined || another === undefined) return;
  const key = place.path.at(-1) ?? '';
  const holder = parentOf(lab, place.path);
  if (holder === undefined) return;
  switch (change) {
    case 'replace': holder[key] = value; return;
    case 'remove': if (Array.isArray(holder)) holder.splice(Number(key), 1); else delete holder[key]; return;
    case 'add': holder[Array.isArray(holder) ? holder.length : `more${String(key)}`] = value; return;
    case 'rename': if (!Array.isArray(holder)) { holder[`${String(key)}s`] = holder[key]; delete holder[key]; } return;
    case 'repeat': if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)])); return;
    case 'empty': holder[key] = Array.isArray(place.value) ? [] : {}; return;
    case 'wrap': holder[key] = [place.value]; return;
    case 'move': holder[key] = structuredClone(another.value); return;
  }
}

function parentOf(lab: unknown, path: readonly (string | number)[]): Record<string | number, unknown> | undefined {
  let at = lab;
  for (const part of path.slice(0, -1)) at = isPlainObject(at) || Array.isArray(at) ? (at as Record<string | number, unknown>)[part] : undefined;
  return isPlainObject(at) || Array.isArray(at) ? at as Record<string | number, unknown> : undefined;
}
