/**
 * The one SQLite database of an installation: opening, checking and migrating it.
 * Whatever is wrong with the file is said with a code, and the file is left as it is.
 */
import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { BackbenchError, isCode } from '../../shared/errors.ts';
import { migrations as released, type Migration } from './migrations.ts';

export type Db = Database.Database;

/** How long a writer waits for another process's write, in milliseconds. A write of ours takes far less than one. */
const BUSY_TIMEOUT_MS = 5_000;

export interface DatabaseOptions {
  /** Absolute path of the database file; its folder is made. */
  path: string;
  /** A better-sqlite3 binary built for this runtime, where the packaged one does not load. */
  nativeBinding?: string;
  /** The schema's steps; those of this release unless a test brings its own. */
  migrations?: readonly Migration[];
  /** Told of each statement before it runs: tests end the process there. */
  onStatement?: (sql: string) => void;
}

/**
 * Opens the database, makes it on first use and brings its schema up to date.
 * WAL with synchronous=FULL: a commit that returned is on the disk.
 * @throws BackbenchError DATABASE_CORRUPT, DATABASE_NEWER, MIGRATION_FAILED, DATA_FOLDER_UNUSABLE, DISK_FULL
 */
export function openDatabase(options: DatabaseOptions): Db {
  const { path, migrations = released } = options;
  let db: Db | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    db = new Database(path, {
      timeout: BUSY_TIMEOUT_MS,
      ...binding(options),
      ...(options.onStatement === undefined ? {} : { verbose: (sql) => { options.onStatement?.(String(sql)); } }),
    });
    const found = db.pragma('user_version', { simple: true }) as number;
    if (found > migrations.length) {
      throw new BackbenchError('DATABASE_NEWER', { path, found, supported: migrations.length });
    }
    if (found > 0) assertSound(db, path);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    if (found < migrations.length) migrate(db, options, found, migrations);
    return db;
  } catch (error) {
    db?.close();
    throw asCoded(error, path);
  }
}

/** The packaged binary ends a process of the older runtime: every connection has to name the right one. */
const binding = ({ nativeBinding }: Pick<DatabaseOptions, 'nativeBinding'>): { nativeBinding?: string } => (nativeBinding === undefined ? {} : { nativeBinding });

/** SQLite's own consistency check; a few milliseconds for a learner's database. */
function assertSound(db: Db, path: string): void {
  const answer = db.pragma('quick_check(1)', { simple: true }) as string;
  if (answer !== 'ok') throw new BackbenchError('DATABASE_CORRUPT', { path, reason: answer });
}

/** Runs the missing migrations in one transaction, after a copy that was opened and checked. */
function migrate(db: Db, options: DatabaseOptions, from: number, migrations: readonly Migration[]): void {
  const { path } = options;
  const backup = from === 0 ? '' : backUp(db, options, from);
  try {
    db.transaction(() => {
      // Another process may have migrated while this one waited for the lock.
      const now = db.pragma('user_version', { simple: true }) as number;
      for (const step of migrations.slice(now)) {
        if (typeof step === 'string') db.exec(step);
        else step(db);
      }
      db.pragma(`user_version = ${String(migrations.length)}`);
    }).immediate();
  } catch (error) {
    // No fault of the steps: with room again they run.
    const coded = asCoded(error, path);
    if (isCode(coded, 'DISK_FULL')) throw coded;
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackbenchError('MIGRATION_FAILED', { path, from, to: migrations.length, backup, reason }, { cause: error });
  }
}

/** @returns the path of a verified copy of the database as it is now */
function backUp(db: Db, { path, ...options }: DatabaseOptions, version: number): string {
  const backup = `${path}.v${String(version)}.backup`;
  if (existsSync(backup)) copyFileSync(backup, `${backup}.old`);
  db.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(path, backup);
  const copy = new Database(backup, { readonly: true, ...binding(options) });
  try {
    assertSound(copy, backup);
  } finally {
    copy.close();
  }
  return backup;
}

/** Gives SQLite's failures our codes. @returns the error to throw; errors that are coded already stay as they are */
export function asCoded(error: unknown, path: string): Error {
  if (error instanceof BackbenchError) return error;
  const code = (error as { code?: unknown }).code;
  const reason = error instanceof Error ? error.message : String(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || (typeof code === 'string' && code.startsWith('SQLITE_IOERR') && isFull(path))) return new BackbenchError('DISK_FULL', { path }, { cause: error });
  if (code === 'SQLITE_NOTADB' || (typeof code === 'string' && code.startsWith('SQLITE_CORRUPT'))) {
    return new BackbenchError('DATABASE_CORRUPT', { path, reason }, { cause: error });
  }
  if (typeof code === 'string' && /^(SQLITE_(CANTOPEN|READONLY|IOERR|PERM)|EACCES|EPERM|EROFS|ENOTDIR|EEXIST)/.test(code)) {
    return new BackbenchError('DATA_FOLDER_UNUSABLE', { path, reason }, { cause: error });
  }
  return error instanceof Error ? error : new Error(reason);
}

/** SQLite's shared memory beside a database grows in steps of this, in bytes; where there is no room for one it tells an I/O error. */
const STEP_BYTES = 32 * 1024;

function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < STEP_BYTES;
  } catch {
    return false;
  }
}
