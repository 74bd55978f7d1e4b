/** The record of what runs or can be run again: one row a lab and variant, kept across restarts of the app. */
import { randomBytes } from 'node:crypto';
import type { EngineKind } from '../../shared/lab-format.ts';
import { isRunning } from '../process-identity.ts';
import { asCoded, type Db } from './database.ts';

/** What a session is of. */
export interface SessionKey {
  lab: string;
  /** Null for a lab without variants. */
  variant: string | null;
}

/** A name for it, e.g. for its timings and terminals: the lab, and its variant where it has one. */
export const sessionName = ({ lab, variant }: SessionKey): string => (variant === null ? lab : `${lab}/${variant}`);

export interface SessionRow extends SessionKey {
  /** 12 hex characters; owns containers, processes and the workspace folder. */
  id: string;
  engine: EngineKind | null;
  /** Service id to password. */
  passwords: Record<string, string>;
  running: boolean;
  /** The supervising process, or null for a session that was started to stay. */
  owner: string | null;
}

interface RawRow { lab: string; variant: string; id: string; engine: EngineKind | null; passwords: string; running: number; owner: string | null }

/** True for a session that is recorded as running and whose process has ended: nobody supervises it. */
export const isLeft = ({ running, owner }: SessionRow): boolean => running && owner !== null && !isRunning(owner);

export interface SessionTable {
  get(key: SessionKey): SessionRow | null;
  byId(id: string): SessionRow | null;
  all(): SessionRow[];
  /** The row of a lab's variant; made with a new id on first use. Passwords for services not seen before are added. */
  ensure(key: SessionKey, services: readonly string[]): SessionRow;
  /** Forgets the row: the next {@link ensure} begins anew, under a new id. What belonged to the old id is the caller's to remove. */
  remove(key: SessionKey): void;
  update(key: SessionKey, change: Partial<Pick<SessionRow, 'engine' | 'running' | 'owner'>>): void;
}

/** 24 random bytes, 192 bits; letters, digits, `-` and `_` only, so that it needs no quoting in URLs and shells. */
const newPassword = (): string => randomBytes(24).toString('base64url');

/** NULL would not be unique in a key. */
const stored = ({ variant }: SessionKey): string => variant ?? '';

/** @param db an open database @param path its file, for error details */
export function createSessionTable(db: Db, path: string): SessionTable {
  const all = db.prepare('SELECT * FROM session');
  const get = db.prepare('SELECT * FROM session WHERE lab = ? AND variant = ?');
  const byId = db.prepare('SELECT * FROM session WHERE id = ?');
  const remove = db.prepare('DELETE FROM session WHERE lab = ? AND variant = ?');
  const put = db.prepare(`INSERT INTO session (lab, variant, id, engine, passwords, running, owner)
    VALUES (@lab, @variant, @id, @engine, @passwords, @running, @owner)
    ON CONFLICT (lab, variant) DO UPDATE SET engine = @engine, passwords = @passwords, running = @running,
      owner = @owner`);

  const read = (raw: unknown): SessionRow | null => {
    if (raw === undefined) return null;
    const row = raw as RawRow;
    return {
      lab: row.lab, variant: row.variant === '' ? null : row.variant, id: row.id, engine: row.engine, running: row.running === 1, owner: row.owner,
      passwords: JSON.parse(row.passwords) as Record<string, string>,
    };
  };
  const write = (row: SessionRow): void => {
    try {
      put.run({
        ...row, variant: stored(row), running: row.running ? 1 : 0, passwords: JSON.stringify(row.passwords),
      });
    } catch (error) {
      throw asCoded(error, path);
    }
  };
  return {
    get: (key) => read(get.get(key.lab, stored(key))),
    byId: (id) => read(byId.get(id)),
    all: () => all.all().map((raw) => read(raw) as SessionRow),
    ensure: db.transaction((key: SessionKey, services: readonly string[]) => {
      const known = read(get.get(key.lab, stored(key)));
      const row: SessionRow = known ?? {
        lab: key.lab, variant: key.variant, id: randomBytes(6).toString('hex'), engine: null, passwords: {}, running: false, owner: null,
      };
      const missing = services.filter((service) => row.passwords[service] === undefined);
      for (const service of missing) row.passwords[service] = newPassword();
      if (known === null || missing.length > 0) write(row);
      return row;
    }).immediate,
    remove(key) {
      try {
        remove.run(key.lab, stored(key));
      } catch (error) {
        throw asCoded(error, path);
      }
    },
    update: db.transaction((key: SessionKey, change: Partial<SessionRow>) => {
      const row = read(get.get(key.lab, stored(key)));
      if (row !== null) write({ ...row, ...change });
    }).immediate,
  };
}
