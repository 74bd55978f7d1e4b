/** The data panel's half in the core: sessions on the SQL services of labs, and what was run on each last. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { CELL_SHOWN, type EditPlan, type ExportFormat, type PlanView, type Row, type RowChange, type RunView, type SchemaView, type SqlSessionName } from '../../shared/data-views.ts';
import { BackbenchError } from '../../shared/errors.ts';
import type { ServiceKind } from '../../shared/lab-format.ts';
import type { Endpoint } from '../engines/engine.ts';
import { latest } from '../latest.ts';
import type { ServiceDriver } from '../services/service.ts';
import type { DocumentAccess, KeyAccess } from '../services/store-access.ts';
import type { SqlAccess, SqlSession } from '../services/sql-access.ts';
import { planEdits, type EditedTable } from './plan-edits.ts';
import { exportRows } from './export-rows.ts';
import { ResultFile } from './result-file.ts';
import { SqlRun } from './sql-run.ts';
import { tableFacts } from './table-facts.ts';
import { runWrites, writeEdits } from './write-edits.ts';

/** How a run stands is told at most so often until its end, in milliseconds: a count that people can follow, and little work for the window beside theirs. */
const TELL_MS = 200;
/** The same until the first rows are there. */
const TELL_FIRST_MS = 50;

export interface ServicePlace {
  lab: string;
  service: string;
}

export interface DataDeskParts {
  /** For results; emptied when the desk is opened. */
  folder: string;
  driver(place: ServicePlace): ServiceDriver;
  /** Where and as whom a service is reached. */
  endpoint(place: ServicePlace): { kind: ServiceKind; endpoint: Endpoint };
}

/** What one session of a service has, besides its connection. */
interface Slot {
  access: SqlAccess;
  session: SqlSession;
  run: SqlRun;
}

/** In a run with a connection of its own, an open transaction ends with it; people who type BEGIN must be told. */
const LEFT_OPEN = 'The transaction was left open and has been rolled back: each run here is a session of its own. '
  + 'Put BEGIN and COMMIT in one run, or switch to two sessions, which stay open from run to run.';

export class DataDesk {
  readonly #parts: DataDeskParts;
  readonly #slots = new Map<string, Slot>();
  #folder: Promise<void> | null = null;

  constructor(parts: DataDeskParts) {
    this.#parts = parts;
  }

  /** @throws BackbenchError SERVICE_UNKNOWN, SERVICE_UNREACHABLE, SESSION_NOT_OPEN */
  schema(place: ServicePlace, signal: AbortSignal): Promise<SchemaView> {
    return this.#access(place).schema(signal);
  }

  /**
   * Runs SQL; what the session ran before is forgotten.
   * @throws BackbenchError QUERY_FAILED, QUERY_UNREADABLE, SERVICE_UNREACHABLE, SERVICE_UNKNOWN, SESSION_NOT_OPEN
   */
  async *run(place: ServicePlace, name: SqlSessionName, text: string, signal: AbortSignal): AsyncGenerator<RunView, void, void> {
    const access = this.#access(place);
    const key = keyOf(place, name);
    const session = await this.#takeSession(access, key, name, signal);
    const slot = { access, session, run: await this.#begin(place, access, session, text) };
    this.#slots.set(key, slot);
    const { run } = slot;
    const stop = (): void => { run.cancel(); };
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const view of latest(run.subscribe, () => run.view(), signal)) {
        yield name === 'own' ? ofItsOwn(view) : view;
        if (view.ended !== null) break;
        await Promise.race([wait(view.rows === 0 ? TELL_FIRST_MS : TELL_MS), run.finished]);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      if (!run.over) run.cancel();
      if (name === 'own') await session.close();
    }
  }

  cancel(id: string): void {
    this.#find(id)?.run.cancel();
  }

  /** Long cells are shortened. @returns none when the run has been replaced */
  async rows(id: string, from: number, count: number): Promise<Row[]> {
    const rows = await this.#find(id)?.run.rows(from, count) ?? [];
    return rows.map((row) => row.map((cell) => (cell !== null && cell.length > CELL_SHOWN ? `${cell.slice(0, CELL_SHOWN)}…` : cell)));
  }

  async cell(id: string, row: number, column: number): Promise<string | null> {
    const [cells] = await this.#find(id)?.run.rows(row, 1) ?? [];
    return cells?.[column] ?? null;
  }

  async sort(id: string, column: number | null, descending: boolean, signal: AbortSignal): Promise<void> {
    await this.#find(id)?.run.sort(column, descending, signal);
  }

  /** @throws BackbenchError QUERY_FAILED, SERVICE_UNREACHABLE, SESSION_NOT_OPEN; the signal's reason */
  async explain(place: ServicePlace, text: string, signal: AbortSignal): Promise<PlanView> {
    const { explainForPanel } = await import('./explain-query.ts');
    return explainForPanel(this.#parts.endpoint(place), text, signal);
  }

  /** @throws BackbenchError INPUT_REFUSED when the rows are no rows of one table with a key; SERVICE_UNREACHABLE; the signal's reason */
  async editSql(id: string, changes: readonly RowChange[], signal: AbortSignal): Promise<EditPlan> {
    const { access, table, rowOf } = this.#edited(id);
    const plan = await withSession(access, signal, async (session) => planEdits(table, changes, rowOf, await tableFacts(session, table, signal)));
    return { statements: plan.writes.map(({ sql }) => sql), noUndo: plan.noUndo };
  }

  /**
   * @returns the statements that take it back, or null where they would not bring back what was there
   * @throws BackbenchError WRITE_REFUSED, ROW_GONE, INPUT_REFUSED, QUERY_FAILED, SERVICE_UNREACHABLE; the signal's reason
   */
  async applyEdits(id: string, changes: readonly RowChange[], signal: AbortSignal): Promise<string[] | null> {
    const { access, table, rowOf } = this.#edited(id);
    return withSession(access, signal, async (session) => writeEdits(session, table, await planEdits(table, changes, rowOf, await tableFacts(session, table, signal)), signal));
  }

  /** @throws BackbenchError WRITE_REFUSED, ROW_GONE, QUERY_FAILED, SERVICE_UNREACHABLE, SERVICE_UNKNOWN; the signal's reason */
  async undoEdits(place: ServicePlace, statements: readonly string[], signal: AbortSignal): Promise<void> {
    const access = this.#access(place);
    await withSession(access, signal, (session) => runWrites(session, access.kind, statements, signal));
  }

  /** @param path that the learner chose, absolute @throws BackbenchError PATH_REFUSED when the result is gone, DISK_FULL; the signal's reason */
  async export(id: string, format: ExportFormat, path: string, signal: AbortSignal): Promise<void> {
    const run = this.#find(id)?.run;
    if (run === undefined) throw new BackbenchError('PATH_REFUSED', { path, reason: 'the result is no longer kept' });
    await exportRows(path, format, run.columns, run.all(), signal);
  }

  async endSession(place: ServicePlace, name: 'a' | 'b'): Promise<void> {
    const key = keyOf(place, name);
    const slot = this.#slots.get(key);
    this.#slots.delete(key);
    await slot?.run.dispose();
    await slot?.session.close();
  }

  /** Ends all sessions and removes all results. */
  async close(): Promise<void> {
    const slots = [...this.#slots.values()];
    this.#slots.clear();
    await Promise.all(slots.map(async ({ run, session }) => {
      await run.dispose();
      await session.close();
    }));
    await rm(this.#parts.folder, { recursive: true, force: true }).catch(() => undefined);
  }

  /** @throws BackbenchError SERVICE_UNKNOWN for a service that is no Redis */
  keys(place: ServicePlace): KeyAccess {
    const { keys } = this.#parts.driver(place);
    if (keys === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service: place.service });
    return keys;
  }

  /** @throws BackbenchError SERVICE_UNKNOWN for a service that is no MongoDB */
  documents(place: ServicePlace): DocumentAccess {
    const { documents } = this.#parts.driver(place);
    if (documents === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service: place.service });
    return documents;
  }

  #access(place: ServicePlace): SqlAccess {
    const { sql } = this.#parts.driver(place);
    if (sql === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service: place.service });
    return sql;
  }

  /** The table that a result shows. */
  #edited(id: string): { access: SqlAccess; table: EditedTable; rowOf(at: number): Promise<Row> } {
    const slot = this.#find(id);
    const editable = slot?.run.view().ended?.editable;
    if (slot === undefined || editable == null) throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'run', message: 'its rows can not be edited' }] });
    const { run, access } = slot;
    return { access, table: { editable, columns: run.columns, kind: access.kind }, rowOf: async (at) => (await run.rows(at, 1))[0] ?? [] };
  }

  #find(id: string): Slot | undefined {
    return [...this.#slots.values()].find((slot) => slot.run.id === id);
  }

  /** The session that lasts, if it is of this service as it runs now; else a new one. */
  async #takeSession(access: SqlAccess, key: string, name: SqlSessionName, signal: AbortSignal): Promise<SqlSession> {
    const slot = this.#slots.get(key);
    await slot?.run.dispose();
    if (slot !== undefined && name !== 'own' && slot.access === access && !slot.session.closed) return slot.session;
    this.#slots.delete(key);
    await slot?.session.close();
    return access.connect(signal);
  }

  async #begin(place: ServicePlace, access: SqlAccess, session: SqlSession, text: string): Promise<SqlRun> {
    this.#folder ??= emptied(this.#parts.folder);
    await this.#folder;
    return new SqlRun({
      id: randomUUID(), text, session, file: await ResultFile.create(this.#parts.folder),
      waitsFor: async (signal) => {
        const [by] = await access.blockers(session.pid, signal);
        if (by === undefined) return null;
        return (['a', 'b'] as const).find((name) => this.#slots.get(keyOf(place, name))?.session.pid === by) ?? 'other';
      },
    });
  }
}

const keyOf = ({ lab, service }: ServicePlace, name: SqlSessionName): string => `${lab} ${service} ${name}`;

/** The connection goes with the run, and so does its transaction. */
function ofItsOwn(view: RunView): RunView {
  if (view.ended === null || view.ended.transaction === 'none') return view;
  return { ...view, ended: { ...view.ended, transaction: 'none', text: [LEFT_OPEN, view.ended.text].filter((line) => line !== '').join('\n') } };
}

/** Work on a connection of its own. */
async function withSession<T>(access: SqlAccess, signal: AbortSignal, work: (session: SqlSession) => Promise<T>): Promise<T> {
  const session = await access.connect(signal);
  try {
    return await work(session);
  } finally {
    // What was not committed is undone with it.
    await session.close();
  }
}

async function emptied(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
