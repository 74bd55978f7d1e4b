/** One run of the data panel: its statement, and the rows that have come of it so far. */
import { setTimeout as wait } from 'node:timers/promises';
import { isNumberType, MOST_ROWS, type ResultColumn, type Row, type RunEnd, type RunView } from '../../shared/data-views.ts';
import { toErrorReport } from '../../shared/errors.ts';
import { createNotices } from '../latest.ts';
import type { SqlSession } from '../services/sql-access.ts';
import { RESULT_BYTES, type ResultFile } from './result-file.ts';
import { sortRows } from './sort-rows.ts';

/** What the transaction's state may take to be told after a run that failed. */
const STATE_TIMEOUT_MS = 2_000;
/** A statement that has brought nothing for so long may be waiting for a lock, in milliseconds. */
const LOCK_AFTER_MS = 600;

export interface SqlRunParts {
  id: string;
  text: string;
  file: ResultFile;
  session: SqlSession;
  /** Whom the session waits for, if anybody. */
  waitsFor(signal: AbortSignal): Promise<RunView['waitsFor']>;
}

export class SqlRun {
  readonly id: string;
  readonly #parts: SqlRunParts;
  readonly #changes = createNotices();
  readonly #stop = new AbortController();
  readonly #began = performance.now();
  /** Resolves at its end, however it ends. */
  readonly finished: Promise<void>;
  #columns: ResultColumn[] | null = null;
  #waitsFor: RunView['waitsFor'] = null;
  #ended: RunEnd | null = null;
  #endedAfterMs = 0;
  #order: Uint32Array | null = null;
  #sorting: AbortController | null = null;

  /** Begins at once. */
  constructor(parts: SqlRunParts) {
    this.id = parts.id;
    this.#parts = parts;
    this.finished = this.#run().catch(() => undefined);
    void this.#watchLocks();
  }

  readonly subscribe = this.#changes.subscribe;

  /** How it stands. */
  view(): RunView {
    return {
      run: this.id, columns: this.#columns, rows: this.#columns === null ? 0 : this.#parts.file.rows,
      ms: this.#ended === null ? performance.now() - this.#began : this.#endedAfterMs, waitsFor: this.#waitsFor, ended: this.#ended,
    };
  }

  get over(): boolean {
    return this.#ended !== null;
  }

  cancel(): void {
    this.#stop.abort(new DOMException('Cancelled', 'AbortError'));
  }

  /** @returns rows in the present order, as many as there are of those asked for */
  async rows(from: number, count: number): Promise<Row[]> {
    const { file } = this.#parts;
    const order = this.#order;
    const to = Math.min(from + count, file.rows);
    const rows: Row[] = [];
    for (let at = from; at < to; at += 1) rows.push(await file.row(order?.[at] ?? at));
    return rows;
  }

  /** Rows in the present order, all of them, for an export. */
  async *all(): AsyncGenerator<Row, void, void> {
    const count = this.#parts.file.rows;
    for (let at = 0; at < count; at += 1) yield await this.#parts.file.row(this.#order?.[at] ?? at);
  }

  get columns(): readonly ResultColumn[] {
    return this.#columns ?? [];
  }

  /** @throws the signal's reason; AbortError when another sort took its place */
  async sort(column: number | null, descending: boolean, signal: AbortSignal): Promise<void> {
    this.#sorting?.abort();
    if (column === null) {
      this.#order = null;
      return;
    }
    const sorting = new AbortController();
    this.#sorting = sorting;
    const { file } = this.#parts;
    const numeric = isNumberType(this.#columns?.[column]?.type ?? '');
    const order = await sortRows(file.blocks(), file.rows, { column, numeric, descending }, AbortSignal.any([signal, sorting.signal]));
    sorting.signal.throwIfAborted();
    this.#order = order;
  }

  /** Cancels what runs and forgets the rows. */
  async dispose(): Promise<void> {
    this.cancel();
    this.#sorting?.abort();
    await this.finished;
    await this.#parts.file.close();
  }

  async #run(): Promise<void> {
    const { session, file, text } = this.#parts;
    try {
      const outcome = await session.run(text, {
        columns: (columns) => {
          this.#columns = columns;
          this.#changes.notify();
        },
        rows: async (rows) => {
          const room = MOST_ROWS - file.rows;
          await file.append(rows.length > room ? rows.slice(0, room) : rows);
          this.#waitsFor = null;
          this.#changes.notify();
          // Between two batches the server runs nothing that could be cancelled; it is just not asked for more.
          return !this.#stop.signal.aborted && rows.length <= room && file.bytes < RESULT_BYTES;
        },
      }, this.#stop.signal);
      const { cut, ...rest } = outcome;
      this.#end({ ...rest, how: cut ? (this.#stop.signal.aborted ? 'cancelled' : 'cut') : 'complete', error: null });
    } catch (error) {
      const transaction = await this.#transaction();
      const cancelled = this.#stop.signal.aborted;
      this.#end({ how: cancelled ? 'cancelled' : 'failed', error: cancelled ? null : toErrorReport(error), text: '', copied: null, transaction, editable: null, readOnly: null });
    }
  }

  #end(ended: RunEnd): void {
    this.#endedAfterMs = performance.now() - this.#began;
    this.#waitsFor = null;
    this.#ended = ended;
    this.#changes.notify();
  }

  async #transaction(): Promise<RunEnd['transaction']> {
    try {
      return await this.#parts.session.transaction(AbortSignal.timeout(STATE_TIMEOUT_MS));
    } catch {
      // The connection went with the statement, and its transaction too.
      return 'none';
    }
  }

  /** A statement that stands still is asked after, so that a learner sees whom it waits for. */
  async #watchLocks(): Promise<void> {
    while (!this.over) {
      const before = this.#parts.file.rows;
      await wait(LOCK_AFTER_MS);
      if (this.over || this.#parts.file.rows !== before) continue;
      // A server too busy to answer leaves the question open.
      const found = await this.#parts.waitsFor(AbortSignal.timeout(STATE_TIMEOUT_MS)).catch(() => null);
      if (this.over || found === this.#waitsFor) continue;
      this.#waitsFor = found;
      this.#changes.notify();
    }
  }
}
