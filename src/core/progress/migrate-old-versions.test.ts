/** Databases of earlier versions, as those versions wrote them, come to the present one, wherever the process ends on the way. */
import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { createEventLog } from './event-log.ts';
import { migrations } from './migrations.ts';
import { createSessionTable } from './session-table.ts';
import { verifyHistory } from './verify-history.ts';

const fixtures = join(import.meta.dirname, '../../../tests/fixtures/databases');
const files = readdirSync(fixtures).filter((name) => name.endsWith('.db'));
const DEVICE = 'f'.repeat(32);

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bb-migrate-'));
  path = join(folder, 'backbench.db');
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** What the fixture's own version could read of its events. */
function oldEvents(file: string): unknown[] {
  const db = new Database(join(fixtures, file), { readonly: true });
  const rows = db.prepare('SELECT id, at, lab, type, data FROM event ORDER BY id').all();
  db.close();
  return rows;
}

/** Opens what lies there, and compares it with the fixture. @returns the hash of the newest event */
function assertMigrated(file: string, at: string): string {
  const db = openDatabase({ path: at });
  try {
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT id, at, lab, type, data FROM event ORDER BY id').all()).toEqual(oldEvents(file));
    expect(createSessionTable(db, at).get({ lab: 'sql-first-queries', variant: null })).toMatchObject({ id: '0123456789ab', passwords: { db: 'secret' } });
    expect(() => db.exec('UPDATE event SET at = 2')).toThrow('append-only');
    expect(() => db.exec('DELETE FROM event')).toThrow('append-only');
    const log = createEventLog(db, at, DEVICE);
    const events = log.chain();
    expect(verifyHistory({ events, device: DEVICE, lastNumber: log.lastNumber() }, Date.now())).toEqual([]);
    return events.at(-1)?.hash ?? '';
  } finally {
    db.close();
  }
}

describe.each(files)('%s', (file) => {
  it('is brought along with all that it holds, and goes on from there', () => {
    copyFileSync(join(fixtures, file), path);
    const hash = assertMigrated(file, path);
    const db = openDatabase({ path });
    const log = createEventLog(db, path, DEVICE);
    log.append({ id: 'sql-joins', version: 1 }, { type: 'step-entered', step: 'one' });
    const events = log.chain();
    expect(events.at(-2)?.hash).toBe(hash);
    expect(verifyHistory({ events, device: DEVICE, lastNumber: log.lastNumber() }, Date.now())).toEqual([]);
    db.close();
  });

  it('is whole after an end at any statement of the migration', () => {
    copyFileSync(join(fixtures, file), path);
    const ends: string[] = [];
    openDatabase({
      path,
      onStatement: () => {
        // What a process leaves that is killed here: the files as they are now.
        const end = join(folder, `end-${String(ends.length)}`);
        mkdirSync(end);
        for (const part of ['', '-wal']) if (existsSync(`${path}${part}`)) copyFileSync(`${path}${part}`, join(end, `backbench.db${part}`));
        ends.push(end);
      },
    }).close();
    const hash = assertMigrated(file, path);
    expect(ends.length).toBeGreaterThan(20);
    for (const end of ends) expect(assertMigrated(file, join(end, 'backbench.db'))).toBe(hash);
  });
});

it('has a fixture of each version that was released', () => {
  expect(files).toEqual(migrations.slice(0, -1).map((_, version) => `version-${String(version + 1)}.db`));
});
