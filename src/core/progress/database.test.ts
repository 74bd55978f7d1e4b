import Database from 'better-sqlite3';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { createEventLog } from './event-log.ts';
import { migrations } from './migrations.ts';
import { createSessionTable } from './session-table.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bb-db-'));
  path = join(folder, 'backbench.db');
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const code = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return 'nothing thrown';
};

describe('openDatabase', () => {
  it('makes a database that commits to the disk before it answers', () => {
    const db = openDatabase({ path });
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    db.close();
  });

  it('refuses to change or remove an event', () => {
    const db = openDatabase({ path });
    db.exec(`INSERT INTO event (at, lab, lab_version, type, data) VALUES (1, 'a', 1, 'reset', '{}')`);
    expect(() => db.exec('UPDATE event SET at = 2')).toThrow('append-only');
    expect(() => db.exec('DELETE FROM event')).toThrow('append-only');
    db.close();
  });

  it('says so when the file is no database, and leaves it as it is', () => {
    writeFileSync(path, 'this is a letter, not a database'.repeat(200));
    const before = readFileSync(path);
    expect(code(() => openDatabase({ path }))).toBe('DATABASE_CORRUPT');
    expect(readFileSync(path)).toEqual(before);
  });

  it('says so when pages of the file are damaged', () => {
    const db = openDatabase({ path });
    const insert = db.prepare(`INSERT INTO event (at, lab, lab_version, type, data) VALUES (1, ?, 1, 'reset', '{}')`);
    for (let i = 0; i < 2_000; i += 1) insert.run(`lab-${String(i)}`);
    db.close();
    const bytes = readFileSync(path);
    bytes.fill(0xaa, 8_192, bytes.length - 4_096);
    writeFileSync(path, bytes);
    expect(code(() => openDatabase({ path }))).toBe('DATABASE_CORRUPT');
  });

  it('refuses a database from a newer version politely, and leaves it as it is', () => {
    const newer = new Database(path);
    newer.exec('CREATE TABLE future (x)');
    newer.pragma('user_version = 99');
    newer.close();
    const before = readFileSync(path);
    expect(code(() => openDatabase({ path }))).toBe('DATABASE_NEWER');
    expect(readFileSync(path)).toEqual(before);
  });

  it('says so when the folder cannot be used', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(code(() => openDatabase({ path: join(folder, 'file', 'backbench.db') }))).toBe('DATA_FOLDER_UNUSABLE');
  });

  it.runIf(process.getuid?.() !== 0)('says so when the folder may not be written', () => {
    chmodSync(folder, 0o500);
    expect(code(() => openDatabase({ path }))).toBe('DATA_FOLDER_UNUSABLE');
    chmodSync(folder, 0o700);
  });

  it('migrates in one transaction after a copy, and a failed migration changes nothing', () => {
    openDatabase({ path }).close();
    const bad = [...migrations, 'CREATE TABLE half (x); CREATE TABLE half (x);'];
    expect(code(() => openDatabase({ path, migrations: bad }))).toBe('MIGRATION_FAILED');
    const db = openDatabase({ path });
    expect(db.prepare(`SELECT count(*) AS n FROM sqlite_master WHERE name = 'half'`).get()).toEqual({ n: 0 });
    db.close();
    expect(existsSync(`${path}.v${String(migrations.length)}.backup`)).toBe(true);
    const good = openDatabase({ path, migrations: [...migrations, 'CREATE TABLE whole (x);'] });
    expect(good.pragma('user_version', { simple: true })).toBe(migrations.length + 1);
    good.close();
  });

  it('brings sessions and events of the first version along: they are of a lab without variants', () => {
    const old = openDatabase({ path, migrations: migrations.slice(0, 1) });
    old.exec(`INSERT INTO event (at, lab, lab_version, type, data) VALUES (1, 'a', 1, 'reset', '{}')`);
    old.exec(`INSERT INTO session VALUES ('a', '0123456789ab', 'native', '{"db":"secret"}', 1, '1@2')`);
    old.close();
    const db = openDatabase({ path });
    const session = createSessionTable(db, path).get({ lab: 'a', variant: null });
    expect(session).toEqual({ lab: 'a', variant: null, id: '0123456789ab', engine: 'native', passwords: { db: 'secret' }, running: true, owner: '1@2' });
    expect(createEventLog(db, path).of('a', null)).toEqual([{ type: 'reset', id: 1, at: 1, variant: null }]);
    expect(() => db.exec('DELETE FROM event')).toThrow('append-only');
    db.close();
  });
});
