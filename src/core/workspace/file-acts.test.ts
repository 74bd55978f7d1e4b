/** A learner's acts on files: another name, taken away and put back, searched, compared with what was kept. */
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SEARCH_PLACES, type SearchMessage } from '../../shared/views.ts';
import { searchFiles, type SearchRequest } from './search-files.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

let base: string;
let folder: string;
let workspace: Workspace;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-acts-'));
  folder = join(base, 'workspaces', 'abcdef012345');
  const startFolder = join(base, 'start');
  await mkdir(join(startFolder, 'src', 'deep'), { recursive: true });
  await writeFile(join(startFolder, 'src', 'app.js'), 'const tea = 1;\nconst Tea = tea + tea;\n// teapot\n');
  await writeFile(join(startFolder, 'src', 'deep', 'more.js'), 'export {};\n');
  await writeFile(join(startFolder, 'notes.md'), 'Tea (0.5 kg)\n');
  workspace = await openWorkspace({ folder, startFolder });
});
afterEach(async () => {
  await workspace.dispose();
  await rm(base, { recursive: true, force: true });
});

const text = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
const code = (what: Promise<unknown>): Promise<string> => what.then(() => 'none', (error: unknown) => (error as { code: string }).code);

describe('another name', () => {
  it('is given to files and folders, into folders that are not there yet', async () => {
    await workspace.move('src/app.js', 'lib/new/main.js');
    expect(await text('lib/new/main.js')).toContain('teapot');
    await workspace.move('src', 'source');
    expect(await text('source/deep/more.js')).toBe('export {};\n');
    await workspace.move('notes.md', 'Notes.md');
    expect(await text('Notes.md')).toBe('Tea (0.5 kg)\n');
  });

  it('is refused when it is taken, leads outside or into itself; nothing has moved then', async () => {
    expect(await code(workspace.move('notes.md', 'src/app.js'))).toBe('FILE_CHANGED');
    expect(await code(workspace.move('nothing.md', 'a.md'))).toBe('FILE_NOT_FOUND');
    expect(await code(workspace.move('notes.md', '../notes.md'))).toBe('PATH_REFUSED');
    expect(await code(workspace.move('src', 'src/deep/src'))).toBe('PATH_REFUSED');
    await symlink(base, join(folder, 'out'));
    expect(await code(workspace.move('notes.md', 'out/notes.md'))).toBe('PATH_REFUSED');
    expect(await text('notes.md')).toBe('Tea (0.5 kg)\n');
    expect(await text('src/app.js')).toContain('teapot');
  });
});

describe('what is taken away', () => {
  it('is put back with all that was in it', async () => {
    const removed = await workspace.remove('src');
    expect((await workspace.list()).map((entry) => entry.path)).toEqual(['notes.md']);
    expect(await workspace.putBack(removed)).toBe('src');
    expect(await text('src/deep/more.js')).toBe('export {};\n');
    expect(await code(workspace.putBack(removed))).toBe('FILE_NOT_FOUND');
  });

  it('does not come back over something else, and waits until there is room', async () => {
    const removed = await workspace.remove('notes.md');
    await workspace.write('notes.md', 'new', null);
    expect(await code(workspace.putBack(removed))).toBe('FILE_CHANGED');
    expect(await text('notes.md')).toBe('new');
    await workspace.move('notes.md', 'other.md');
    await workspace.putBack(removed);
    expect(await text('notes.md')).toBe('Tea (0.5 kg)\n');
  });

  it('is named by its own id only', async () => {
    expect(await code(workspace.putBack('../abcdef012345'))).toBe('FILE_NOT_FOUND');
    expect(await code(workspace.remove('nothing'))).toBe('FILE_NOT_FOUND');
    expect(await code(workspace.remove('..'))).toBe('PATH_REFUSED');
  });
});

async function collected<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of from) all.push(each);
  return all;
}

describe('a search', () => {
  const all = async (request: Partial<SearchRequest> & { text: string }, signal = new AbortController().signal): Promise<SearchMessage[]> =>
    collected(searchFiles(workspace, { matchCase: false, wholeWord: false, ...request }, signal));
  const places = async (request: Partial<SearchRequest> & { text: string }): Promise<string[]> =>
    (await all(request)).flatMap((each) => (each.type === 'file' ? each.file.places.map(({ line, column }) => `${each.file.path}:${line}:${column}`) : []));

  it('tells file, line and column, and how much there is', async () => {
    expect(await places({ text: 'tea' })).toEqual(['src/app.js:1:7', 'src/app.js:2:7', 'src/app.js:2:13', 'src/app.js:2:19', 'src/app.js:3:4', 'notes.md:1:1']);
    expect((await all({ text: 'tea' })).at(-1)).toEqual({ type: 'end', files: 2, places: 6, cut: false });
    expect((await all({ text: 'coffee' }))).toEqual([{ type: 'end', files: 0, places: 0, cut: false }]);
  });

  it('minds case and words when asked, and takes signs as they are', async () => {
    expect(await places({ text: 'Tea', matchCase: true })).toEqual(['src/app.js:2:7', 'notes.md:1:1']);
    expect(await places({ text: 'tea', wholeWord: true })).toHaveLength(5);
    expect(await places({ text: '(0.5' })).toEqual(['notes.md:1:5']);
    expect(await places({ text: '.*' })).toEqual([]);
  });

  it('passes over what is no text, what is large and what programs fill', async () => {
    await mkdir(join(folder, 'node_modules'));
    await writeFile(join(folder, 'node_modules', 'tea.js'), 'tea');
    await writeFile(join(folder, 'picture.bin'), Buffer.from([0, 1, 2, 116, 101, 97]));
    await writeFile(join(folder, 'large.csv'), 'tea,'.repeat(300_000));
    expect(await places({ text: 'tea' })).toHaveLength(6);
  });

  it('has an end, says that there is more, and shows a long line around the place', async () => {
    for (let n = 0; n < 12; n += 1) await writeFile(join(folder, `many-${n}.txt`), 'spice\n'.repeat(500));
    const found = await all({ text: 'spice' });
    expect(found.at(-1)).toMatchObject({ places: SEARCH_PLACES, cut: true });
    await writeFile(join(folder, 'long.txt'), `${'x'.repeat(5_000)}saffron${'y'.repeat(5_000)}`);
    const [long] = await all({ text: 'saffron' });
    const place = long?.type === 'file' ? long.file.places[0] : undefined;
    expect(place?.text.length).toBeLessThan(300);
    expect(place?.text.slice(place.at, place.at + place.length)).toBe('saffron');
  });

  it('ends when it is called off', async () => {
    await expect(all({ text: 'tea' }, AbortSignal.abort(new Error('called off')))).rejects.toThrow('called off');
  });
});

it('a file is read as it is kept under a name', async () => {
  await workspace.capture('here');
  await workspace.remove('notes.md');
  expect(await workspace.keptText('here', 'notes.md')).toBe('Tea (0.5 kg)\n');
  expect(await workspace.keptText('here', 'nothing.md')).toBeNull();
  expect(await code(workspace.keptText('nowhere', 'notes.md'))).toBe('CHECKPOINT_DAMAGED');
});
