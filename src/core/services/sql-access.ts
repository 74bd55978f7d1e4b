/** What the data panel needs of an SQL server: its tables, and connections on which statements run with results of any size. */
import type { SqlKind } from '../../shared/sql-names.ts';
import type { Editable, ReadOnly, ResultColumn, Row, SchemaView, TransactionState } from '../../shared/data-views.ts';

/** Takes a result in as it comes. */
export interface RowSink {
  /** Called before the first rows, and again when more is known of the columns. */
  columns(columns: ResultColumn[]): void;
  /** @returns false when no more rows are wanted; the server is not asked for the next ones before it resolves */
  rows(rows: Row[]): Promise<boolean>;
}

export interface SqlOutcome {
  /** The sink wanted no more. */
  cut: boolean;
  /** The server's messages and its tag. */
  text: string;
  copied: string | null;
  transaction: TransactionState;
  editable: Editable | null;
  /** Why not, for rows that can't be changed. */
  readOnly: ReadOnly | null;
}

/** One connection, with its transaction. */
export interface SqlSession {
  /** The server's number for it, by which locks are told. */
  readonly pid: number;
  /** True once it is of no more use. */
  readonly closed: boolean;
  /**
   * Runs one or more statements; the last one's result goes to the sink. The signal cancels the statement; the
   * session lives on where the server lets it.
   * @throws BackbenchError QUERY_FAILED, QUERY_UNREADABLE, SERVICE_UNREACHABLE; the signal's reason
   */
  run(text: string, sink: RowSink, signal: AbortSignal): Promise<SqlOutcome>;
  /** How its transaction stands, after a run that failed as well. @throws as run does */
  transaction(signal: AbortSignal): Promise<TransactionState>;
  close(): Promise<void>;
}

export interface SqlAccess {
  readonly kind: SqlKind;
  /** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
  schema(signal: AbortSignal): Promise<SchemaView>;
  /** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
  connect(signal: AbortSignal): Promise<SqlSession>;
  /** The sessions that keep a lock which session `pid` waits for, by the server's numbers. */
  blockers(pid: number, signal: AbortSignal): Promise<readonly number[]>;
}

/** Tables shown at most; labs have a few dozen. */
export const MOST_TABLES = 2_000;
