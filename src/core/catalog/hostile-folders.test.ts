/** Lab folders that were made to do harm: each is refused soon, and nothing outside of it is read. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkspace } from '../workspace/workspace.ts';
import { loadCatalog } from './catalog.ts';
import { readLabBytes, readLabFile } from './lab-files.ts';
import { lintLab } from './lint-lab.ts';
import { loadLab, type LoadedLab } from './load-lab.ts';

const FIXTURE = join(import.meta.dirname, '../../../tests/fixtures/labs/databases/tiny-stores');
const GIGABYTE = 1024 ** 3;
/** Refusing takes milliseconds; reading a gigabyte, or following a loop, takes longer than this. */
const SOON_MS = 2000;
const never = new AbortController().signal;

let labs: string;
let lab: string;

beforeEach(async () => {
  labs = await mkdtemp(join(tmpdir(), 'bb-hostile-'));
  lab = join(labs, 'databases/tiny-stores');
  await cp(FIXTURE, lab, { recursive: true });
});
afterEach(() => rm(labs, { recursive: true, force: true }));

async function soon<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  expect(performance.now() - began).toBeLessThan(SOON_MS);
  return result;
}

async function problems(): Promise<string> {
  const result = await soon(() => loadLab(lab, never));
  return 'problems' in result ? result.problems.map(({ message }) => message).join('\n') : 'none';
}

async function loaded(): Promise<LoadedLab> {
  const result = await soon(() => loadLab(lab, never));
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.loaded;
}

const yaml = async (change: (text: string) => string): Promise<void> => writeFile(join(lab, 'lab.yaml'), change(await readFile(join(lab, 'lab.yaml'), 'utf8')));

/** A file of that length which takes no space. */
async function sparse(path: string): Promise<void> {
  const file = await open(join(lab, path), 'w');
  await file.truncate(GIGABYTE);
  await file.close();
}

describe('a file of a gigabyte', () => {
  it('as lab.yaml', async () => {
    await sparse('lab.yaml');
    expect(await problems()).toContain('The file has 1073741824 bytes; the limit is');
  });

  it.each(['steps/01-ask.md', 'seed/shop.sql', 'solution/ask/files/cheap.sql'])('as %s', async (path) => {
    await sparse(path);
    const it = await loaded();
    for (const read of [readLabFile, readLabBytes]) {
      await soon(() => expect(read(it, path)).rejects.toMatchObject({ code: 'LAB_INVALID', details: { problems: [{ file: path, message: expect.stringContaining('1073741824 bytes') as string }] } }));
    }
  });

  it('in the workspace, which lint tells as well', async () => {
    await sparse('workspace/large.log');
    await soon(() => expect(openWorkspace({ folder: join(labs, 'work'), startFolder: join(lab, 'workspace') })).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' }));
    expect(await soon(() => lintLab(lab, never))).toContainEqual(expect.objectContaining({ severity: 'error', file: 'workspace/large.log', message: expect.stringContaining('1073741824 bytes') as string }));
  });
});

describe('a lab.yaml', () => {
  it('whose aliases stand for a thousand million nodes', async () => {
    await yaml((text) => `${text}${Array.from({ length: 10 }, (_, level) => `a${String(level)}: &a${String(level)} [${Array.from({ length: 9 }, () => (level === 0 ? 'x' : `*a${String(level - 1)}`)).join(', ')}]`).join('\n')}`);
    expect(await problems()).toContain('Aliases (*name) stand for more than 100 nodes');
  });

  it('with an alias that is part of itself', async () => {
    await yaml((text) => text.replace('topics: [sql, redis]', 'topics: &t [sql, *t]'));
    expect(await problems()).toBe('This alias stands for something that it is part of. Write the value out.');
  });

  it('that is nested too deep', async () => {
    await yaml((text) => text.replace('topics: [sql, redis]', `topics: ${'['.repeat(500)}${']'.repeat(500)}`));
    expect(await problems()).toBe('This is nested deeper than 64 levels. Make it flatter.');
  });

  it('with a key that is no text', async () => {
    await yaml((text) => `${text}\n? [a, b]\n: c\n`);
    expect(await problems()).toContain('not valid YAML');
  });

  it.skipIf(process.platform === 'win32')('that is a pipe nobody writes to', async () => {
    await rm(join(lab, 'lab.yaml'));
    execFileSync('mkfifo', [join(lab, 'lab.yaml')]);
    expect(await problems()).toBe('This is not a file.');
  });

  it.each([
    '../../../etc/passwd', '/etc/passwd', 'C:\\Windows\\system.ini', '..\\..\\secret', 'steps/../../../secret', './steps/01-ask.md', 'steps//01-ask.md', 'steps/\0', '~/secret', 'file:///etc/passwd', 'steps/..',
  ])('with the path %j', async (path) => {
    await yaml((text) => text.replace('steps/01-ask.md', JSON.stringify(path)));
    expect(await problems()).toMatch(/a relative path with forward slashes|There is no file|not valid YAML/);
    await expect(readLabFile({ folder: lab, lab: { id: 'tiny-stores' } }, path)).rejects.toMatchObject({ code: 'LAB_INVALID' });
  });
});

describe('links that lead in a circle', () => {
  it('inside a lab', async () => {
    await symlink('.', join(lab, 'workspace/again'));
    await symlink(lab, join(lab, 'steps/up'));
    expect(await problems()).toContain('symbolic link');
  });

  it('as the lab, its lab.yaml or the labs themselves', async () => {
    await rm(join(lab, 'lab.yaml'));
    await symlink('lab.yaml', join(lab, 'lab.yaml'));
    expect(await problems()).toContain('symbolic link');
    await mkdir(join(labs, 'devops'));
    await symlink('round', join(labs, 'devops/round'));
    await symlink(labs, join(labs, 'devops/all'));
    const { broken } = await soon(() => loadCatalog(labs, never));
    expect(broken.map((each) => each.lab).sort()).toEqual(['all', 'round', 'tiny-stores']);
  });
});
