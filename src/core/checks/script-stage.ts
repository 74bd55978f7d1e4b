/**
 * The stage of an sql-script: sessions on one copy of the data. A statement has either ended or stands still, and
 * it stands still when the server says that it waits for a lock of a session that does nothing by itself. No time is
 * guessed: a slow machine only takes longer.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { ScriptSession, StatementResult } from '../services/script-session.ts';
import type { PresentCopy } from '../services/service.ts';
import type { SqlDialect } from './sql-dialect.ts';

/** Between two looks at a statement that has not ended. Most end before the first. */
const FIRST_LOOK_MS = 3;
const LOOK_MS = 10;
/**
 * A statement that gave up on a lock after at least so long has waited, though nobody saw it: on a slow machine the time
 * between two looks is longer. Shorter limits are told as too short to be seen.
 */
const WAITED_MS = 100;

/** One statement of a session's work. */
export interface ScriptStatement { text: string; offset: number }

/** What a session was given to do, and how far it has come. */
export interface Work {
  readonly session: string;
  readonly statements: readonly ScriptStatement[];
  /** The path of the learner's file, or null for the author's statements. */
  readonly file: string | null;
  /** The whole text that the statements are from. */
  readonly source: string;
  readonly results: StatementResult[];
  /** Set while a statement runs, waits, or has ended without being looked at. */
  running: { result: Promise<StatementResult>; hasEnded: boolean } | null;
  /** How long the last statement took, in milliseconds. */
  lastMs: number;
}

export class ScriptStage {
  readonly #copy: PresentCopy;
  readonly #dialect: SqlDialect;
  readonly #signal: AbortSignal;
  readonly #sessions = new Map<string, ScriptSession>();
  /** The latest work of each session. */
  readonly #work = new Map<string, Work>();

  constructor(copy: PresentCopy, dialect: SqlDialect, signal: AbortSignal) {
    this.#copy = copy;
    this.#dialect = dialect;
    this.#signal = signal;
  }

  /** Gives a session something new to do. Nothing of it runs yet. */
  begin(session: string, statements: readonly ScriptStatement[], file: string | null, source: string): Work {
    const work: Work = { session, statements, file, source, results: [], running: null, lastMs: 0 };
    this.#work.set(session, work);
    return work;
  }

  /** The work that a session has not finished, if any. */
  unfinished(session: string): Work | null {
    const work = this.#work.get(session);
    return work === undefined || isFinished(work) ? null : work;
  }

  /** Sends the next statement if none runs, and returns once it has ended or stands still. @returns whether it ended */
  async advance(work: Work): Promise<boolean> {
    const statement = work.statements[work.results.length];
    if (work.running === null) {
      if (statement === undefined) return true;
      const session = await this.#session(work.session);
      const running = { result: session.run(statement.text), hasEnded: false };
      // Should the stage be left before it ends, nobody misses it.
      const began = performance.now();
      void running.result.catch(() => {}).then(() => {
        running.hasEnded = true;
        work.lastMs = performance.now() - began;
      });
      work.running = running;
    }
    const result = await this.#endOrStandstill(work.session, work.running.result);
    if (result === null) return false;
    work.running = null;
    work.results.push(result);
    return true;
  }

  /** Runs all statements that are left, up to one that waits or is refused. @returns whether all came to an end */
  async finish(work: Work): Promise<boolean> {
    while (!isFinished(work)) if (!(await this.advance(work))) return false;
    return true;
  }

  /** Ends what a session's transaction has begun, if one is open. */
  async rollBack(session: string): Promise<void> {
    await this.#sessions.get(session)?.rollBack();
  }

  /** The sessions that `session` waits for. */
  async waitsFor(session: string): Promise<string[]> {
    const pid = this.#sessions.get(session)?.pid ?? 0;
    const waits = await this.#copy.waitsFor([pid], this.#signal);
    return [...this.#sessions].filter(([, each]) => waits.get(pid)?.includes(each.pid) === true).map(([name]) => name);
  }

  /** To be called once the copy is disposed of, which ends what still waits. */
  async close(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.close()));
  }

  async #session(name: string): Promise<ScriptSession> {
    const open = this.#sessions.get(name) ?? await this.#dialect.openSession(this.#copy.endpoint, this.#signal);
    this.#sessions.set(name, open);
    return open;
  }

  /** @returns null when it stands still */
  async #endOrStandstill(session: string, running: Promise<StatementResult>): Promise<StatementResult | null> {
    // Two looks must agree: the server answers for one process after the other, and one may go on in between.
    let stillBefore = false;
    for (let look = FIRST_LOOK_MS; ; look = LOOK_MS) {
      const ended = await Promise.race([running, wait(look, null)]);
      if (ended !== null) return ended;
      this.#signal.throwIfAborted();
      const still = await this.#standsStill(session);
      if (still && stillBefore) return await Promise.race([running, Promise.resolve(null)]);
      stillBefore = still;
    }
  }

  /**
   * A session stands still when it waits, and everybody at the end of the chain that it waits for is idle. A circle
   * has no such end: the server breaks it by itself.
   */
  async #standsStill(name: string): Promise<boolean> {
    const pids = new Map([...this.#sessions].map(([session, { pid }]) => [pid, session]));
    const waits = await this.#copy.waitsFor([...pids.keys()], this.#signal);
    const start = this.#sessions.get(name)?.pid ?? 0;
    if (!waits.has(start) || hasCircle(start, waits)) return false;
    const seen = new Set<number>();
    const next = [start];
    for (let pid = next.pop(); pid !== undefined; pid = next.pop()) {
      if (seen.has(pid)) continue;
      seen.add(pid);
      const blockers = waits.get(pid);
      const session = pids.get(pid);
      if (blockers !== undefined) {
        next.push(...blockers);
      } else if (session === undefined || this.#work.get(session)?.running?.hasEnded === false) {
        // Somebody unknown, or somebody at work: it will end.
        return false;
      }
    }
    return true;
  }
}

/** All done, or the last statement was refused. */
export function isFinished(work: Work): boolean {
  return work.running === null && (work.results.length === work.statements.length || work.results.at(-1)?.ok === false);
}

/** Whether the last statement waited for a lock until it gave up by itself. */
export function hasWaited(work: Work): boolean {
  const last = work.results.at(-1);
  return last?.ok === false && last.lockTimedOut && work.lastMs >= WAITED_MS;
}

/** Whether the chain from `start` runs into a circle. */
function hasCircle(start: number, waits: ReadonlyMap<number, readonly number[]>): boolean {
  const path = new Set<number>();
  const walk = (pid: number): boolean => {
    if (path.has(pid)) return true;
    path.add(pid);
    const found = (waits.get(pid) ?? []).some(walk);
    path.delete(pid);
    return found;
  };
  return walk(start);
}
