import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog.ts';
import { readLabFile } from './lab-files.ts';
import { proofProblems } from './proof-problems.ts';

const FIXTURES = join(import.meta.dirname, '../../../tests/fixtures/labs');
const never = new AbortController().signal;

let labs: string;
let lab: string;

beforeEach(async () => {
  labs = await mkdtemp(join(tmpdir(), 'bb-catalog-'));
  await cp(FIXTURES, labs, { recursive: true });
  lab = join(labs, 'databases', 'tiny-stores');
});
afterEach(() => rm(labs, { recursive: true, force: true }));

/** Changes lab.yaml and returns the problems of the lab that is then broken. */
async function problemsAfter(change: (yaml: string) => string): Promise<{ file: string; line?: number; column?: number; message: string }[]> {
  const path = join(lab, 'lab.yaml');
  const before = await readFile(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  const catalog = await loadCatalog(labs, never);
  expect([...catalog.labs.keys()].sort()).toEqual(['tiny-api', 'tiny-docs']);
  expect(catalog.broken.map((each) => each.lab)).toEqual(['tiny-stores']);
  return catalog.broken[0]!.problems;
}

const lineOf = (yaml: string, text: string): number => yaml.slice(0, yaml.indexOf(text)).split('\n').length;

describe('a labs folder', () => {
  it('gives every good lab with its folder, and reads lessons when asked', async () => {
    const catalog = await loadCatalog(labs, never);
    expect(catalog.broken).toEqual([]);
    expect([...catalog.labs.keys()].sort()).toEqual(['tiny-api', 'tiny-docs', 'tiny-stores']);
    const loaded = catalog.labs.get('tiny-stores')!;
    expect(loaded.lab.steps[0]!.checks[0]!.deadline).toBe(15);
    expect(await readLabFile(loaded, 'steps/01-ask.md')).toContain('cheapest first');
    expect(proofProblems(loaded.lab)).toEqual([]);
  });

  it('that is missing is a clear error', async () => {
    await expect(loadCatalog(join(labs, 'nowhere'), never)).rejects.toMatchObject({
      code: 'LABS_FOLDER_UNUSABLE', details: { path: join(labs, 'nowhere'), reason: expect.stringContaining('ENOENT') as string },
    });
  });

  it('passes over notes and hidden folders, and names folders that are no stage', async () => {
    await writeFile(join(labs, 'README.md'), 'notes');
    await mkdir(join(labs, '.cache'));
    await mkdir(join(labs, 'cooking'));
    const catalog = await loadCatalog(labs, never);
    expect(catalog.labs.size).toBe(3);
    expect(catalog.broken).toEqual([{ lab: 'cooking', problems: [{ file: 'cooking', message: expect.stringContaining('is not a stage') as string }] }]);
  });

  it('names a second lab with the same id', async () => {
    await cp(lab, join(labs, 'devops', 'tiny-stores'), { recursive: true });
    const path = join(labs, 'devops', 'tiny-stores', 'lab.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace('stage: databases', 'stage: devops'));
    const catalog = await loadCatalog(labs, never);
    expect(catalog.labs.size).toBe(3);
    expect(catalog.broken[0]!.problems[0]!.message).toContain('Another stage has a lab "tiny-stores"');
  });

  it('stops when the signal fires', async () => {
    await expect(loadCatalog(labs, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('a broken lab.yaml', () => {
  it('that is missing', async () => {
    await rm(join(lab, 'lab.yaml'));
    const { broken } = await loadCatalog(labs, never);
    expect(broken).toEqual([{ lab: 'tiny-stores', problems: [{ file: 'lab.yaml', message: expect.stringContaining('There is no lab.yaml') as string }] }]);
  });

  it('with an unknown field says where, and what was meant', async () => {
    const problems = await problemsAfter((yaml) => yaml.replace('summary:', 'sumary:'));
    expect(problems).toContainEqual({ file: 'lab.yaml', line: 5, column: 1, message: 'There is no field "sumary" here. Did you mean "summary"?' });
    expect(problems).toContainEqual(expect.objectContaining({ message: 'The field summary is missing. Give it a text.' }));
  });

  it('with an unknown field deep inside a check names the line of that field', async () => {
    let line = 0;
    const problems = await problemsAfter((yaml) => {
      const changed = yaml.replace('        compare: list', '        compair: list\n        compare: list');
      line = lineOf(changed, 'compair');
      return changed;
    });
    expect(problems).toEqual([{ file: 'lab.yaml', line, column: 9, message: 'There is no field "compair" here. Did you mean "compare"?' }]);
  });

  it('with a field that is like no other lists what is known there', async () => {
    const [problem] = await problemsAfter((yaml) => yaml.replace('  memoryMb: 200', '  memoryMb: 200\n  zebra: 1'));
    expect(problem!.message).toBe('There is no field "zebra" here. Known here: engine, tools, memoryMb.');
  });

  it.each([
    ['a wrong type', 'minutes: 5', 'minutes: soon', 'The field minutes is not right. Give it a number.'],
    ['a number out of range', 'minutes: 5', 'minutes: 1', 'The field minutes is not right. It must be at least 5.'],
    ['an unknown kind of check', 'kind: file', 'kind: fil', 'Give it one of: sql, '],
    ['an unknown stage', 'stage: databases', 'stage: database', 'Give it one of: fundamentals, databases'],
    ['an id with capitals', 'id: ask', 'id: Ask', 'lower-case letters, digits and single hyphens'],
    ['one hint only', 'hints: [SET stores a value., SET visits 42]', 'hints: [SET stores a value.]', 'It must be at least 2 items long'],
    ['a path that leaves the folder', 'lesson: steps/01-ask.md', 'lesson: ../../secrets.md', 'a relative path with forward slashes and without ".."'],
  ])('with %s', async (_, from, to, message) => {
    const problems = await problemsAfter((yaml) => yaml.replace(from, to));
    expect(problems.map((each) => each.message).join('\n')).toContain(message);
    expect(problems.every((each) => each.line !== undefined && each.column !== undefined)).toBe(true);
  });

  it.each([
    ['an id that is not the folder', 'id: tiny-stores', 'id: big-stores', 'is not the name of the folder'],
    ['a stage that is not the folder', 'stage: databases', 'stage: devops', 'is not the folder that the lab lies in'],
    ['a service that does not exist', '        service: cache', '        service: cash', 'There is no service "cash" in this lab. Services: shop, cache.'],
    ['a check of another service\'s kind', '        service: cache', '        service: shop', 'A redis check needs a redis service'],
    ['two checks with one id', 'id: visits-counted', 'id: tea-is-dearer', 'Ids of checks are unique'],
    ['a missing lesson', 'steps/01-ask.md', 'steps/01-aks.md', 'There is no file steps/01-aks.md'],
    ['a folder as a lesson', 'lesson: steps/01-ask.md', 'lesson: steps', 'steps is a folder'],
    ['a missing seed', 'seed/shop.sql', 'seed/shops.sql', 'There is no file seed/shops.sql'],
    ['a seed of another kind', 'seed: [seed/cache.redis]', 'seed: [seed/shop.sql]', 'A seed of a redis service ends in .redis'],
    ['both a file and a query', '        file: cheap.sql\n', '        file: cheap.sql\n        query: SELECT 1\n', 'Give "file" or "query", not both.'],
    ['no expectation', "          rows: [[380]]", '          {}', 'Give "query" or "rows".'],
    ['a scalar of two values', '[[380]]', '[[380, 1]]', 'A scalar is one row with one value'],
    ['a command that writes', 'command: [GET, visits]', 'command: [INCR, visits]', 'INCR is not a command that only reads'],
    ['an unknown operator', "expect: '42'", 'expect: { $great: 41 }', 'There is no operator $great'],
    ['a regular expression that is none', "matches: ';", "matches: '(;", 'This is not a regular expression'],
    ['a mistake that is never recognised', 'result: SELECT name, price FROM products WHERE price <= 300 ORDER BY price\n            say', 'say', 'This mistake is never recognised'],
    ['a mutant at no step', 'step: ask, caughtBy: cheap-products', 'step: asks, caughtBy: cheap-products', 'There is no step "asks"'],
    ['a mutant caught by a check of another step', 'step: ask, caughtBy: cheap-products', 'step: ask, caughtBy: visits-counted', 'Step "ask" has no check "visits-counted"'],
    ['a mutant without a folder', 'id: too-dear', 'id: far-too-dear', 'There is no answer in mutants/far-too-dear/'],
    ['an alternative without a folder', 'id: with-between', 'id: with-in', 'There is no answer in alternatives/with-in/'],
  ])('with %s', async (_, from, to, message) => {
    const problems = await problemsAfter((yaml) => yaml.replace(from, to));
    expect(problems.map((each) => each.message).join('\n')).toContain(message);
    expect(problems[0]!.line).toBeGreaterThan(0);
  });

  it('with a file in an answer that nothing would use', async () => {
    await writeFile(join(lab, 'solution/ask/shpo.sql'), 'SELECT 1');
    const { broken } = await loadCatalog(labs, never);
    expect(broken[0]!.problems[0]!.message).toContain('Nothing uses solution/ask/shpo.sql');
  });

  it('with an answer folder that belongs to nothing', async () => {
    await mkdir(join(lab, 'mutants/forgotten/files'), { recursive: true });
    const { broken } = await loadCatalog(labs, never);
    expect(broken[0]!.problems[0]!.message).toContain('mutants/forgotten/ belongs to nothing');
  });

  it('that is not YAML names line and column', async () => {
    const problems = await problemsAfter((yaml) => yaml.replace('title: Two small stores', 'title: [Two small stores'));
    expect(problems[0]).toMatchObject({ file: 'lab.yaml', message: expect.stringContaining('not valid YAML') as string });
    expect(problems[0]!.line).toBeGreaterThanOrEqual(4);
  });

  it.each([
    ['two fields of one name', 'order: 1', 'order: 1\norder: 2', 'Map keys must be unique'],
    ['a tag that runs code elsewhere', 'order: 1', 'order: !!js/function 1', 'not valid YAML'],
    ['an alias of nothing', 'order: 1', 'order: *one', 'alias'],
  ])('with %s', async (_, from, to, message) => {
    const problems = await problemsAfter((yaml) => yaml.replace(from, to));
    expect(problems.map((each) => each.message).join('\n')).toContain(message);
  });

  it.each([
    ['empty', () => ''], ['a list', () => '- 1\n'], ['a text', () => 'hello'], ['two documents', (yaml: string) => `${yaml}---\na: 1\n`],
  ])('that is %s', async (_, change) => {
    expect((await problemsAfter(change)).length).toBeGreaterThan(0);
  });

  it('that is a bomb of aliases is refused at once', async () => {
    const levels = Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} [${Array.from({ length: 9 }, () => (i === 0 ? 'x' : `*a${i - 1}`)).join(', ')}]`);
    const before = performance.now();
    const problems = await problemsAfter(() => levels.join('\n'));
    expect(problems[0]!.message).toContain('Aliases (*name) stand for more than 100 nodes');
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it('that is nested a hundred thousand levels deep is refused', async () => {
    const problems = await problemsAfter(() => `a: ${'['.repeat(100_000)}`);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('that is too large is refused unread', async () => {
    const problems = await problemsAfter((yaml) => `${yaml}\n# ${'x'.repeat(600_000)}`);
    expect(problems[0]!.message).toContain('the limit is 524288');
  });

  it('that is not UTF-8 is refused', async () => {
    await writeFile(join(lab, 'lab.yaml'), Buffer.from([0x69, 0x64, 0x3a, 0xff, 0xfe]));
    const { broken } = await loadCatalog(labs, never);
    expect(broken[0]!.problems[0]!.message).toContain('not UTF-8');
  });
});

describe('links in a lab', () => {
  it.each([
    ['lab.yaml', 'lab.yaml'], ['a lesson', 'steps/01-ask.md'], ['a file of the workspace', 'workspace/cheap.sql'], ['a file nobody names', 'notes.md'],
  ])('as %s are refused', async (_, path) => {
    const outside = join(labs, 'outside.txt');
    await writeFile(outside, await readFile(join(lab, path)).catch(() => 'secret'));
    await rm(join(lab, path), { force: true });
    await symlink(outside, join(lab, path));
    const { broken } = await loadCatalog(labs, never);
    expect(broken[0]!.problems.map((each) => each.message).join()).toContain('symbolic link');
  });

  it('as a lab folder or a stage are refused', async () => {
    await symlink(lab, join(labs, 'databases', 'again'));
    await symlink(join(labs, 'databases'), join(labs, 'devops'));
    const { broken, labs: good } = await loadCatalog(labs, never);
    expect(broken.map((each) => each.lab).sort()).toEqual(['again', 'devops']);
    expect(good.size).toBe(3);
  });

  it('that appear after loading are not followed', async () => {
    const loaded = (await loadCatalog(labs, never)).labs.get('tiny-stores')!;
    await rm(join(lab, 'steps'), { recursive: true });
    await mkdir(join(labs, 'elsewhere'));
    await writeFile(join(labs, 'elsewhere/01-ask.md'), 'secret');
    await symlink(join(labs, 'elsewhere'), join(lab, 'steps'));
    await expect(readLabFile(loaded, 'steps/01-ask.md')).rejects.toMatchObject({ code: 'LAB_INVALID' });
    await expect(readLabFile(loaded, '../tiny-stores/lab.yaml')).rejects.toMatchObject({ code: 'LAB_INVALID' });
    await expect(readLabFile(loaded, 'steps/none.md')).rejects.toMatchObject({ code: 'LAB_INVALID' });
  });
});
