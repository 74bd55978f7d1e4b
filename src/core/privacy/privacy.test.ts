import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { privacy as privacyWords } from '../../shared/words/english/privacy.ts';
import { openDatabase, type Db } from '../progress/database.ts';
import { deviceKey } from '../progress/device-key.ts';
import { createEventLog } from '../progress/event-log.ts';
import { createSessionTable } from '../progress/session-table.ts';
import { eraseLearner, type EraseParts } from './erase-learner.ts';
import { copyHeldData, heldData } from './held-data.ts';
import { HELD_PLACES, placeOf } from './held-places.ts';

const MARK = 'a-word-that-only-this-learner-wrote';
const signal = AbortSignal.timeout(20_000);

let root: string;
let folder: string;
let db: Db;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bb-privacy-'));
  folder = join(root, 'data');
  // The word is in the database, in its log (which is not written back while it is open) and in a copy.
  db = openDatabase({ path: join(folder, 'backbench.db') });
  const log = createEventLog(db, folder, deviceKey(folder).fingerprint);
  log.append({ id: 'a-lab', version: 1 }, { type: 'answered', check: 'q', value: [MARK] });
  createSessionTable(db, folder).ensure({ lab: 'a-lab', variant: null }, ['db']);
  for (const path of ['backbench.db.v2.backup', 'workspaces/0123456789ab/answer.sql', 'terminals/a', 'logs/backbench.log', 'logs/backbench.log.1', 'window/Local Storage/1.ldb', 'results/1', 'odd']) write(path);
  write('instance', 'cafe');
  for (const path of ['classes/5b/x.bbprogress', 'packs/p', 'native/bin/redis', 'lab-heads.json']) write(path, 'kept');
});
afterEach(() => {
  if (db.open) db.close();
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text = MARK): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Every file below a folder that holds the text. */
function holding(text: string, at: string): string[] {
  return readdirSync(at, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(at, path)).isFile() && readFileSync(join(at, path)).includes(text));
}

const calls: string[] = [];
const engine = { remove: (id: string) => { calls.push(`remove ${id}`); return Promise.resolve(); }, sweep: () => { calls.push('sweep'); return Promise.resolve({ removed: [] }); } };
const parts = (change: Partial<EraseParts> = {}): EraseParts => ({
  db, dataFolder: folder, instance: 'cafe', engines: [engine], sessions: [{ id: '0123456789ab', engine }], close: () => { db.close(); return Promise.resolve(); }, ...change,
});

describe('erasing', () => {
  it('leaves no trace in database, log, copies, files and window, and keeps what is not the learner\'s', async () => {
    expect(holding(MARK, folder).length).toBeGreaterThan(8);
    calls.length = 0;
    await eraseLearner(parts(), signal);
    expect(calls).toEqual(['remove 0123456789ab', 'sweep']);
    expect(holding(MARK, folder)).toEqual([]);
    expect(readdirSync(folder).toSorted()).toEqual(['classes', 'lab-heads.json', 'native', 'packs']);
    // What comes after is another installation, with another key.
    openDatabase({ path: join(folder, 'backbench.db') }).close();
    expect(holding(MARK, folder)).toEqual([]);
  });

  it('erases nothing while somebody else works with the database', async () => {
    const other = openDatabase({ path: join(folder, 'backbench.db') });
    calls.length = 0;
    await expect(eraseLearner(parts(), signal)).rejects.toMatchObject({ code: 'DATA_IN_USE' });
    other.close();
    expect(calls).toEqual([]);
    expect(holding(MARK, folder).length).toBeGreaterThan(8);
  });

  it('erases nothing when data of a lab can\'t be reached', async () => {
    const away = { ...engine, remove: () => Promise.reject(new Error('no engine')) };
    await expect(eraseLearner(parts({ sessions: [{ id: '0123456789ab', engine: away }] }), signal)).rejects.toThrow('no engine');
    expect(holding(MARK, folder).length).toBeGreaterThan(8);
  });

  it.runIf(process.platform !== 'win32')('follows no link out of the folder', async () => {
    writeFileSync(join(root, 'elsewhere'), 'kept');
    symlinkSync(join(root, 'elsewhere'), join(folder, 'workspaces', 'link'));
    await eraseLearner(parts(), signal);
    expect(readFileSync(join(root, 'elsewhere'), 'utf8')).toBe('kept');
  });
});

describe('a copy of all that is held', () => {
  it('has the database as text without passwords, the files, and a word on each', async () => {
    const target = join(root, 'copy');
    await copyHeldData(db, folder, target, signal);
    expect(readdirSync(target).toSorted()).toEqual(['README.txt', 'database.json', 'logs', 'odd', 'results', 'terminals', 'window', 'workspaces']);
    const tables = JSON.parse(readFileSync(join(target, 'database.json'), 'utf8')) as Record<string, Record<string, unknown>[]>;
    expect(tables['event']).toMatchObject([{ lab: 'a-lab', type: 'answered' }]);
    expect(Object.keys(tables['session']?.[0] ?? {})).toEqual(['lab', 'variant', 'id', 'engine', 'running']);
    expect(readFileSync(join(target, 'workspaces', '0123456789ab', 'answer.sql'), 'utf8')).toBe(MARK);
    await expect(copyHeldData(db, folder, target, signal)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    expect(readdirSync(target).length).toBe(8);
  });

  it('tells how far it is, and one that is stopped leaves nothing behind', async () => {
    const stop = new AbortController();
    const told: [number, number][] = [];
    const target = join(root, 'half');
    await expect(copyHeldData(db, folder, target, stop.signal, (bytes, of) => {
      told.push([bytes, of]);
      if (told.length === 2) stop.abort(new Error('stopped'));
    })).rejects.toThrow('stopped');
    expect(existsSync(target)).toBe(false);
    const whole: [number, number][] = [];
    await copyHeldData(db, folder, target, signal, (bytes, of) => { whole.push([bytes, of]); });
    expect(whole.at(-1)?.[0]).toBe(whole.at(-1)?.[1]);
    expect(whole.length).toBeGreaterThan(4);
  });
});

describe('the list of places', () => {
  it('tells what is there, and counts what nobody wrote down as the learner\'s', async () => {
    const held = await heldData(folder, signal);
    expect(held.find(({ name }) => name === 'logs')).toMatchObject({ about: 'learner', bytes: MARK.length * 2 });
    expect(held.at(-1)).toMatchObject({ name: 'odd', about: 'learner' });
  });

  it('has every place that the app makes in the data folder', () => {
    const src = join(import.meta.dirname, '../..');
    const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => /\.ts$/.test(path) && !path.includes('.test.'));
    const named = sources.flatMap((path) => [...readFileSync(join(src, path), 'utf8').matchAll(/(?:dataFolder|windowFolder), '([\w.-]+)'/g)].map(([, name = '']) => name));
    expect(named.length).toBeGreaterThan(10);
    expect([...new Set(named)].filter((name) => !HELD_PLACES.includes(placeOf(name)))).toEqual([]);
    expect(existsSync(join(src, '../PRIVACY.md'))).toBe(true);
    const page = readFileSync(join(src, '../PRIVACY.md'), 'utf8');
    for (const { name, what } of HELD_PLACES) expect(page, name).toContain(`| \`${name}\` | ${what} |`);
    // The page in the window says the same, word for word.
    for (const [key, text] of Object.entries(privacyWords)) if (/\.(?:say|at)-/.test(key)) expect(page, key).toContain(text);
  });
});
