/** What checks of events saw when the step began, kept across restarts of the app. */
import { asCoded, type Db } from './database.ts';

export interface SeenTable {
  /** By check. */
  all(): Map<string, string>;
  /** Replaces what was kept for these checks. @param checks those that are meant; one without an entry in `seen` is forgotten */
  put(checks: readonly string[], seen: ReadonlyMap<string, string>): void;
}

/** @param db an open database @param path its file, for error details @param session the session's id */
export function createSeenTable(db: Db, path: string, session: string): SeenTable {
  return {
    all: () => new Map((db.prepare('SELECT "check", value FROM seen WHERE session = ?').all(session) as { check: string; value: string }[])
      .map((row) => [row.check, row.value])),
    put(checks, seen) {
      const drop = db.prepare('DELETE FROM seen WHERE session = ? AND "check" = ?');
      const insert = db.prepare('INSERT INTO seen (session, "check", value) VALUES (?, ?, ?)');
      try {
        db.transaction(() => {
          for (const check of checks) {
            drop.run(session, check);
            const value = seen.get(check);
            if (value !== undefined) insert.run(session, check, value);
          }
        }).immediate();
      } catch (error) {
        throw asCoded(error, path);
      }
    },
  };
}
