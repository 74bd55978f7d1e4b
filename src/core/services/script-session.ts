/** One session of a script: a connection of its own, on which statements run one after the other, and may wait for locks. */

export type StatementResult = StatementDone | StatementRefused;

export interface StatementDone {
  ok: true;
  columns: { name: string; type: string }[];
  /** Cells are the server's own text. */
  rows: (string | null)[][];
  /** What the server's client says of it, such as `UPDATE 3` or `Query OK, 3 rows affected`. */
  tag: string;
  /** Rows changed; null when the statement changes none by its nature. */
  affected: number | null;
  notices: string[];
}

export interface StatementRefused {
  ok: false;
  sqlstate: string;
  /** The server's own number, such as 1062; null for servers that have none. */
  number: number | null;
  /** Begins with the code, as the server's client writes it. */
  message: string;
  /** Where in the statement, in UTF-16 units from 0; 0 where the server does not say. */
  offset: number;
  /** The server can't read it, whatever the data are. */
  isSyntaxError: boolean;
  /** It waited for a lock until its session's own limit. */
  lockTimedOut: boolean;
}

export interface ScriptSession {
  /** The server process, or thread, behind it. */
  readonly pid: number;
  /** Sends one statement. @throws BackbenchError SERVICE_UNREACHABLE, in the promise */
  run(statement: string): Promise<StatementResult>;
  /** Ends what a transaction has begun, if one is open. @throws as {@link run} does */
  rollBack(): Promise<void>;
  close(): Promise<void>;
}
