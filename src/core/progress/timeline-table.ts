/** The record of a lab's checkpoints, and of an act that exchanges files and data while it is under way. */
import { isRunning } from '../process-identity.ts';
import type { EngineKind } from '../../shared/lab-format.ts';
import type { CheckpointReason } from '../../shared/timeline-view.ts';
import { asCoded, type Db } from './database.ts';

export interface Checkpoint {
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  reason: CheckpointReason;
  /** Where the learner was. */
  step: string;
  /** The checkpoint that the work went on from; null for the first. */
  parent: number | null;
  /** The lab's newest event then; 0 for none. */
  event: number;
  /** The name that the workspace keeps its files under. */
  files: string;
  /** Service id to the name that the service keeps its data under. Several checkpoints may share one. */
  data: Record<string, string>;
  /** Once the act that it was taken before was undone. */
  undone: boolean;
  ready: boolean;
}

interface Raw extends Omit<Checkpoint, 'data' | 'undone' | 'ready'> { data: string; undone: number; ready: number }

/** One session's checkpoints on one engine. */
export interface TimelineTable {
  /** Oldest first, those being made included. */
  all(): Checkpoint[];
  get(id: number): Checkpoint | null;
  head(): number | null;
  /** Records a checkpoint that is about to be made. Its name is derived from its number. */
  begin(checkpoint: Pick<Checkpoint, 'reason' | 'step' | 'parent' | 'event'>, services: readonly string[], options: { exchange: string | null }): Checkpoint;
  /** Changes what is given; in one transaction with others by {@link TimelineTable.together}. */
  update(id: number, change: Partial<Pick<Checkpoint, 'ready' | 'undone' | 'data'>>): void;
  /** Adds a checkpoint that is there already. */
  add(checkpoint: Omit<Checkpoint, 'id'>): Checkpoint;
  /** Forgets a checkpoint; what went on from it goes on from its parent. */
  remove(id: number): void;
  setHead(id: number): void;
  /** The act under way on this engine, or null. @param token this process's */
  exchange(token: string): Exchange | null;
  endExchange(): void;
  /** All changes of `act` or none, on the disk when it returns. */
  together<T>(act: () => T): T;
}

/** An act that exchanges files and data, begun and not ended. */
export interface Exchange {
  /** What it must be possible to bring back. */
  checkpoint: number;
  /** False while another living process is at it. */
  isOurs: boolean;
  filesBack: boolean;
}

/** What concerns the workspace, which is one whatever engine runs the services. */
export interface WorkspaceRecord {
  /** Names that it holds for any checkpoint. */
  names(): Set<string>;
  /** The names to bring back after acts that were cut short. */
  broughtBackNext(token: string): string[];
  /** Those were brought back. */
  broughtBack(token: string): void;
}

export function createWorkspaceRecord(db: Db, session: string): WorkspaceRecord {
  return {
    names: () => new Set((db.prepare('SELECT files FROM checkpoint WHERE session = ?').all(session) as { files: string }[]).map((row) => row.files)),
    broughtBackNext(token) {
      const rows = db.prepare('SELECT files, owner FROM exchange JOIN checkpoint ON checkpoint.id = checkpoint WHERE exchange.session = ? AND files_back = 0')
        .all(session) as { files: string; owner: string }[];
      return rows.filter((row) => row.owner === token || !isRunning(row.owner)).map((row) => row.files);
    },
    broughtBack(token) {
      const rows = db.prepare('SELECT engine, owner FROM exchange WHERE session = ?').all(session) as { engine: string; owner: string }[];
      for (const row of rows) {
        if (row.owner === token || !isRunning(row.owner)) db.prepare('UPDATE exchange SET files_back = 1 WHERE session = ? AND engine = ?').run(session, row.engine);
      }
    },
  };
}

/** @param db an open database @param path its file, for error details */
export function createTimelineTable(db: Db, path: string, session: string, engine: EngineKind): TimelineTable {
  const columns = 'id, at, reason, step, parent, event, files, data, undone, ready';
  const all = db.prepare(`SELECT ${columns} FROM checkpoint WHERE session = ? AND engine = ? ORDER BY id`);
  const insert = db.prepare(`INSERT INTO checkpoint (session, engine, at, reason, step, parent, event, files, data, undone, ready)
    VALUES (@session, @engine, @at, @reason, @step, @parent, @event, @files, @data, @undone, @ready)`);
  const put = db.prepare('UPDATE checkpoint SET ready = @ready, undone = @undone, data = @data, files = @files WHERE id = @id');
  const read = (raw: unknown): Checkpoint => {
    const row = raw as Raw;
    return { ...row, data: JSON.parse(row.data) as Record<string, string>, undone: row.undone === 1, ready: row.ready === 1 };
  };
  const guarded = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw asCoded(error, path);
    }
  };
  const flat = (checkpoint: Omit<Checkpoint, 'id'>): object =>
    ({ ...checkpoint, session, engine, data: JSON.stringify(checkpoint.data), undone: Number(checkpoint.undone), ready: Number(checkpoint.ready) });
  const table: TimelineTable = {
    all: () => all.all(session, engine).map(read),
    get: (id) => table.all().find((each) => each.id === id) ?? null,
    head: () => (db.prepare('SELECT head FROM timeline WHERE session = ? AND engine = ?').get(session, engine) as { head: number } | undefined)?.head ?? null,
    begin: (given, services, { exchange }) => table.together(() => {
      const base = { ...given, at: Date.now(), undone: false, ready: false };
      const id = Number(insert.run(flat({ ...base, files: '', data: {} })).lastInsertRowid);
      const name = `c${String(id)}`;
      const checkpoint: Checkpoint = { ...base, id, files: name, data: Object.fromEntries(services.map((service) => [service, name])) };
      put.run({ ...flat(checkpoint), id });
      if (exchange !== null) db.prepare('INSERT INTO exchange (session, engine, checkpoint, owner, files_back) VALUES (?, ?, ?, ?, 0)').run(session, engine, id, exchange);
      return checkpoint;
    }),
    add: (checkpoint) => guarded(() => ({ ...checkpoint, id: Number(insert.run(flat(checkpoint)).lastInsertRowid) })),
    update(id, change) {
      const row = table.get(id);
      if (row !== null) guarded(() => put.run({ ...flat({ ...row, ...change }), id }));
    },
    remove: (id) => {
      table.together(() => {
        const parent = table.get(id)?.parent ?? null;
        db.prepare('UPDATE checkpoint SET parent = ? WHERE parent = ?').run(parent, id);
        if (parent === null) db.prepare('DELETE FROM timeline WHERE head = ?').run(id);
        else db.prepare('UPDATE timeline SET head = ? WHERE head = ?').run(parent, id);
        db.prepare('DELETE FROM checkpoint WHERE id = ?').run(id);
      });
    },
    setHead: (id) => {
      guarded(() => db.prepare('INSERT INTO timeline (session, engine, head) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET head = excluded.head').run(session, engine, id));
    },
    exchange(token) {
      const row = db.prepare('SELECT checkpoint, owner, files_back FROM exchange WHERE session = ? AND engine = ?').get(session, engine) as
        { checkpoint: number; owner: string; files_back: number } | undefined;
      return row === undefined ? null
        : { checkpoint: row.checkpoint, isOurs: row.owner === token || !isRunning(row.owner), filesBack: row.files_back === 1 };
    },
    endExchange: () => { guarded(() => db.prepare('DELETE FROM exchange WHERE session = ? AND engine = ?').run(session, engine)); },
    together: (act) => guarded(() => db.transaction(act).immediate()),
  };
  return table;
}
