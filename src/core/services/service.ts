/**
 * A kind of service, in two halves: how it is launched (the engines use it) and how it is talked to
 * (seed, snapshots, query, readiness), which is the same on both engines because it only uses the network.
 *
 * Besides the driver, each kind has small functions that the checks build on. All of them connect to the
 * endpoint that they are given, as the learner, and close the connection before they return:
 *
 *   postgres/read-only-query.ts
 *     readOnlyQuery(endpoint, sql, { timeoutMs, maxRows, signal }): Promise<ReadOnlyResult>
 *       ReadOnlyResult = { ok: true, columns: { name, type }[], rows: (string | null)[][], cut: boolean }
 *         | { ok: false, reason: 'empty' | 'more-than-one-statement' | 'not-read-only' | 'query-failed' | 'query-timeout',
 *             message: string, position?: number, hint?: string }   position: characters from 1 in `sql`
 *       Cells are the server's own text. `cut` tells that there were more than maxRows.
 *   mysql/read-only-query.ts
 *     readOnlyQuery(endpoint, sql, { timeoutMs, maxRows, signal }): Promise<ReadOnlyResult>     the same for MySQL
 *   redis/reply-of.ts
 *     replyOf(endpoint, command: string[], { timeoutMs, signal }): Promise<RedisReply>
 *       RedisReply = string | number | null | { error: string } | RedisReply[]   (RESP2, as redis-cli sees it)
 *   mongo/expression.ts
 *     parseMongo(text): MongoProgram            { readsOnly: boolean, statements: ... }
 *       @throws BackbenchError QUERY_UNREADABLE with the position (characters from 1)
 *     evaluateMongo(db, program, { limit, signal, timeoutMs? }): Promise<MongoValue>
 *       MongoValue = { value: unknown, cut: boolean }   plain values, cursors read to arrays of at most `limit`
 *       documents, BSON types kept (ObjectId, Date, Long, ...)
 *       @throws BackbenchError QUERY_FAILED with the server's message
 *   mongo/connection.ts
 *     withMongo(endpoint, signal, (db: Db) => Promise<T>): Promise<T>
 *   mongo/shell-text.ts
 *     shellText(value): string                  as mongosh would print it
 *     plainJson(value): unknown                 relaxed extended JSON: what matchers and comparisons work on
 *
 * All of them throw BackbenchError SERVICE_UNREACHABLE when the service does not answer (the lab's fault, never
 * the learner's) and the signal's reason when it was aborted.
 */
import type { QueryResult } from '../../shared/views.ts';
import type { ServiceKind } from '../../shared/lab-format.ts';
import type { Endpoint } from '../engines/engine.ts';
import type { RowSet } from '../generate/row-set.ts';
import type { Snapshot } from '../snapshot.ts';
import type { SqlAccess } from './sql-access.ts';
import type { DocumentAccess, KeyAccess } from './store-access.ts';

/** How the docker engine runs the service. */
export interface ContainerLaunch {
  /** The recipe under resources/images/, used unless the settings name another image. */
  image: string;
  port: number;
  /** The official image's environment contract, with this session's user, password and database. */
  env(endpoint: Pick<Endpoint, 'user' | 'password' | 'database'>): Record<string, string>;
  /** Arguments for the image's entry point, if any. */
  command(endpoint: Pick<Endpoint, 'password'>): string[];
  /** Where an official image keeps its data. */
  dataPath: string;
  memoryMb: number;
  pids: number;
  /** Capabilities it needs beyond none, when an official image is used that starts as root. */
  capabilities: string[];
}

/** How the native engine runs the service. */
export interface NativeLaunch {
  /** Finds the program. @throws BackbenchError BINARY_MISSING with every place that was tried */
  resolve(signal: AbortSignal): Promise<{ program: string; version: string }>;
  /** Does what would make the next start slow, while nobody waits: when the app has started, and after each start of the service. */
  warmUp?(signal: AbortSignal): Promise<void>;
  /** Makes the data folder, once. What an interrupted attempt left in `folder` is replaced. */
  initialise(folder: string, endpoint: Endpoint, signal: AbortSignal): Promise<void>;
  /**
   * What the running server still needs before it knows the endpoint's user, if anything. Called after every
   * start, before the first ping, and again until it succeeds; does nothing when it was done already.
   */
  prepare?(endpoint: Endpoint, signal: AbortSignal): Promise<void>;
  /** Program and arguments to serve `folder` on the endpoint's host and port, in the foreground. */
  command(folder: string, endpoint: Endpoint): Promise<{ program: string; argv0?: string; args: string[]; env: Record<string, string> }>;
  /** The signal that makes it stop cleanly. */
  stopSignal: 'SIGTERM' | 'SIGINT';
}

/** What fills a service: a file of the lab, or rows that are made as they are sent. */
export type SeedPart = { name: string; text: string } | SeedRows;
export interface SeedRows {
  /** What stands in messages: the table, collection or key. */
  name: string;
  rows: RowSet;
  /** Called now and then with the rows that were sent. */
  onRows: (done: number) => void;
}

export interface PresentCopy {
  /** The copy, and as whom. */
  endpoint: Endpoint;
  /** For each of these server processes, the processes that keep a lock which it waits for. */
  waitsFor(pids: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, readonly number[]>>;
  /** Ends every session on the copy and gives it up. */
  dispose(): Promise<void>;
}

export interface Connections {
  open: number;
  /** Of those, in a transaction that is not ended: a restart of the server would undo it. */
  inTransaction: number;
}

/** Talks to one running service. Made per session, disposed with it. */
export interface ServiceDriver {
  /** One authenticated query. @throws anything when it cannot be answered within a second or so */
  ping(signal: AbortSignal): Promise<void>;
  /** True once a seed has completed: a start that was interrupted before that is seeded again. */
  isSeeded(signal: AbortSignal): Promise<boolean>;
  /** Fills an empty service from the lab's seed files and generated rows, in order, and keeps it under the name PRISTINE_SNAPSHOT; what was kept before is gone. */
  seed(parts: SeedPart[], signal: AbortSignal): Promise<void>;
  /**
   * Keeps the data as it is now under a name; what that name held before is replaced. On the disk when it resolves.
   * @param name lower-case letters, digits and hyphens, at most 32
   * @returns the name that holds it: another one when nothing changed since that was kept or restored
   */
  capture(name: string, signal: AbortSignal): Promise<string>;
  /**
   * Puts what is kept under a name in the place of the data; it stays kept. On the disk when it resolves.
   * @param keepAs a name to keep the present data under, unless that name holds something already (then this is the
   *   repetition of a call that was cut short, and what it kept counts); null lets the present data go
   * @throws BackbenchError CHECKPOINT_DAMAGED when the name holds nothing; nothing is changed then
   */
  restore(name: string, keepAs: string | null, signal: AbortSignal): Promise<void>;
  /** Forgets what is kept under a name, if anything. */
  discard(name: string, signal: AbortSignal): Promise<void>;
  /** What is kept, the pristine copy included, with its size on the disk. */
  list(signal: AbortSignal): Promise<Snapshot[]>;
  /** These may be restored next: makes ready in the background what would take time then. Beside the pristine copy, which is always ready. */
  prepare(names: readonly string[]): void;
  /** A throw-away copy of the pristine data for a check that writes. */
  pristineCopy(signal: AbortSignal): Promise<{ database: string; dispose(): Promise<void> }>;
  /**
   * A throw-away copy of the learner's data as it is now, for a check that runs statements in it. Sessions of the
   * learner stay open and are not disturbed. Only kinds that checks ask for it have it.
   * @throws BackbenchError SERVICE_UNREACHABLE; the server's error
   */
  presentCopy?(signal: AbortSignal): Promise<PresentCopy>;
  /** Runs a script as the learner would, for solutions, alternatives and mutants. */
  runScript(text: string, signal: AbortSignal): Promise<void>;
  /** The query panel: runs what the learner typed, at most `limit` rows. @throws BackbenchError QUERY_FAILED, QUERY_UNREADABLE */
  query(text: string, limit: number, signal: AbortSignal): Promise<QueryResult>;
  /** What the data panel needs of an SQL server; kinds that speak no SQL have none. */
  readonly sql?: SqlAccess;
  /** Connections of the learner's user that the server has now. Only kinds whose servers tell have it. */
  connections?(signal: AbortSignal): Promise<Connections>;
  /** The same of Redis. */
  readonly keys?: KeyAccess;
  /** The same of MongoDB. */
  readonly documents?: DocumentAccess;
  dispose(): Promise<void>;
}

/**
 * How one server alone gets what it would on a full disk. The machine's own disk is never filled.
 * `file-size`: no file of it can grow beyond so many bytes. `blocked-file`: a folder stands where it would write that
 * file of its data folder; `settle` then makes it notice, and notice the end, and resolves when it has.
 */
export type FullDisk =
  | { how: 'file-size'; bytes: number }
  | { how: 'blocked-file'; file: string; settle(endpoint: Endpoint, full: boolean, signal: AbortSignal): Promise<void> };

export interface Service {
  kind: ServiceKind;
  user: string;
  database: string;
  /** Extension of the seed and answer scripts: `.sql`, `.redis`, `.mongo.js`. */
  scriptExtension: string;
  container: ContainerLaunch;
  native: NativeLaunch;
  /** Only kinds that can be given a full disk, and be well again afterwards, have it. */
  fullDisk?: FullDisk;
  /** The connection variables of the lab's shell. */
  variables(endpoint: Endpoint): Record<string, string>;
  url(endpoint: Endpoint): string;
  /** A driver that asks `endpoint` for the present address at every connection, so that it survives restarts. */
  driver(endpoint: () => Endpoint, options: { scratchFolder: string; onWarning: (text: string) => void }): ServiceDriver;
}
