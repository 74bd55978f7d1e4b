/**
 * The copies of the lab's database. A reset only renames: the database goes aside, a clone that was made
 * beforehand takes its place, and a new clone is made in the background. All that is known is read from the
 * server's catalogue every time, so that a crash at any point leaves nothing that the next call can't go on from.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { BackbenchError, isCode } from '../../../shared/errors.ts';
import type { Admin } from './admin.ts';
import { ADMIN, COPY, freshName, LAB_DATABASE, LEARNER, madeAt, OURS, PREVIOUS, PRISTINE, TRASH, WARM } from './names.ts';

/** Clones kept ready: one for a reset and one for a check that comes right after it. */
const WARM_COPIES = 2;
/** Above this, copies cost noticeable disk space: one is enough, and files are copied instead of logged. */
const LARGE_BYTES = 64 * 1024 * 1024;
/** Checks may take two minutes; a check's copy older than this was left by a crash. */
const COPY_LIFETIME_MS = 10 * 60_000;
/** A connection that was told to end needs a millisecond or two; one that is busy in the kernel needs longer. */
const DISCONNECT_TIMEOUT_MS = 5_000;
const DISCONNECT_POLL_MS = 2;

export interface DatabaseCopies {
  isSeeded(signal: AbortSignal): Promise<boolean>;
  /** Makes what the seed filled the pristine copy, and the lab's database a clone of it. */
  keepPristine(signal: AbortSignal): Promise<void>;
  /** Drops the lab's database and all copies. */
  dropAll(signal: AbortSignal): Promise<void>;
  reset(signal: AbortSignal): Promise<void>;
  /** @throws BackbenchError NOTHING_TO_UNDO */
  undoReset(signal: AbortSignal): Promise<void>;
  /** @returns the name of a clone that the learner's role owns */
  take(signal: AbortSignal): Promise<string>;
  /** Gives a clone back; it is dropped in the background, since dropping waits for the disk. */
  discard(name: string, signal: AbortSignal): Promise<void>;
  /** Tidies up and makes clones in the background. Warnings only: a failure costs time at the next reset. */
  refill(): void;
  /** Ends the work in the background. */
  close(): Promise<void>;
}

const id = escapeIdentifier;

/**
 * @param admin for work that the learner waits for
 * @param background a connection of its own for making clones, which takes longer
 */
export function createDatabaseCopies(admin: Admin, background: Admin, onWarning: (text: string) => void): DatabaseCopies {
  const closing = new AbortController();
  let refilling: Promise<void> | null = null;

  async function databases(signal: AbortSignal, via: Admin = admin): Promise<string[]> {
    const rows = await via.run(
      `SELECT datname FROM pg_database WHERE datname = ${escapeLiteral(LAB_DATABASE)} OR left(datname, ${String(OURS.length)}) = ${escapeLiteral(OURS)} ORDER BY datname`,
      signal);
    return rows.map((row) => row['datname'] ?? '');
  }

  /** Lets nobody in any more and waits until everybody is out. */
  async function empty(name: string, signal: AbortSignal): Promise<void> {
    await admin.run(`ALTER DATABASE ${id(name)} ALLOW_CONNECTIONS false`, signal);
    const deadline = performance.now() + DISCONNECT_TIMEOUT_MS;
    for (;;) {
      // Every time anew: a connection that was being made while the door closed is found by the next look.
      const there = await admin.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${escapeLiteral(name)}`, signal);
      if (there.length === 0) return;
      if (performance.now() > deadline) throw new Error(`connections to ${name} did not end within ${String(DISCONNECT_TIMEOUT_MS)} ms`);
      await sleep(DISCONNECT_POLL_MS, undefined, { signal });
    }
  }

  /** Puts `fresh` in the place of the lab's database, which becomes `aside`; all or nothing. */
  async function replace(fresh: string, aside: string, signal: AbortSignal): Promise<void> {
    const existing = await databases(signal);
    const steps: string[] = [];
    if (existing.includes(aside)) steps.push(rename(aside, freshName(TRASH)));
    if (existing.includes(LAB_DATABASE)) {
      await empty(LAB_DATABASE, signal);
      steps.push(rename(LAB_DATABASE, aside), `ALTER DATABASE ${id(aside)} OWNER TO ${ADMIN}`);
    }
    steps.push(rename(fresh, LAB_DATABASE), `ALTER DATABASE ${LAB_DATABASE} OWNER TO ${LEARNER}`);
    try {
      // Not waiting for the disk: should the machine lose power within a moment, the reset just didn't happen.
      await admin.run(['BEGIN', 'SET LOCAL synchronous_commit = off', ...steps, 'COMMIT'].join('; '), signal);
    } catch (error) {
      await admin.run('ROLLBACK', AbortSignal.timeout(DISCONNECT_TIMEOUT_MS)).catch(() => {});
      throw error;
    } finally {
      await admin.run(`ALTER DATABASE ${LAB_DATABASE} ALLOW_CONNECTIONS true`, AbortSignal.timeout(DISCONNECT_TIMEOUT_MS));
    }
  }

  async function clone(name: string, owner: string, signal: AbortSignal, via: Admin = admin): Promise<void> {
    const [row] = await via.run(
      `SELECT pg_database_size(${escapeLiteral(PRISTINE)}) AS bytes, current_setting('server_version_num') AS version`, signal);
    const large = Number(row?.['bytes'] ?? 0) > LARGE_BYTES;
    // Since 15, small databases are copied through the log, which needs no checkpoint.
    const strategy = large && Number(row?.['version'] ?? 0) >= 150_000 ? ' STRATEGY file_copy' : '';
    await via.run(`CREATE DATABASE ${id(name)} TEMPLATE ${PRISTINE} OWNER ${owner} ALLOW_CONNECTIONS false${strategy}`, signal);
  }

  /** A clone that is ready, or one made now. */
  async function warmCopy(signal: AbortSignal): Promise<string> {
    const ready = async (): Promise<string | undefined> => (await databases(signal)).find((name) => name.startsWith(WARM));
    const found = await ready();
    if (found !== undefined) return found;
    if (refilling !== null) {
      // One is being made already: sooner there than another.
      await Promise.race([refilling, new Promise((_, reject) => { signal.addEventListener('abort', reject, { once: true }); })])
        .catch(() => { signal.throwIfAborted(); });
      const made = await ready();
      if (made !== undefined) return made;
    }
    const made = freshName(WARM);
    await clone(made, ADMIN, signal);
    return made;
  }

  async function refillNow(signal: AbortSignal): Promise<void> {
    const existing = await databases(signal, background);
    const old = Date.now() - COPY_LIFETIME_MS;
    for (const name of existing) {
      if (name.startsWith(TRASH) || (name.startsWith(COPY) && madeAt(name) < old)) {
        await background.run(`DROP DATABASE IF EXISTS ${id(name)} WITH (FORCE)`, signal);
      }
    }
    if (!existing.includes(PRISTINE)) return;
    const [row] = await background.run(`SELECT pg_database_size(${escapeLiteral(PRISTINE)}) AS bytes`, signal);
    const wanted = Number(row?.['bytes'] ?? 0) > LARGE_BYTES ? 1 : WARM_COPIES;
    const there = existing.filter((name) => name.startsWith(WARM)).length;
    for (let made = there; made < wanted; made += 1) await clone(freshName(WARM), ADMIN, signal, background);
  }

  function refill(): void {
    if (closing.signal.aborted) return;
    const { signal } = closing;
    const before = refilling ?? Promise.resolve();
    refilling = before.then(() => refillNow(signal)).catch((error: unknown) => {
      // A server that is down is reported where it is watched; the next call makes up for it.
      if (!signal.aborted && !isCode(error, 'SERVICE_UNREACHABLE')) onWarning(`PostgreSQL: no copy could be made ready: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  return {
    refill,
    async isSeeded(signal) {
      const existing = await databases(signal);
      if (!existing.includes(PRISTINE)) return false;
      // A crash in mid-reset may have left the database closed; the learner may have dropped it.
      if (existing.includes(LAB_DATABASE)) await admin.run(`ALTER DATABASE ${LAB_DATABASE} ALLOW_CONNECTIONS true`, signal);
      else await replace(await warmCopy(signal), PREVIOUS, signal);
      return true;
    },
    async keepPristine(signal) {
      await empty(LAB_DATABASE, signal);
      await admin.run(`${rename(LAB_DATABASE, PRISTINE)}; ALTER DATABASE ${PRISTINE} OWNER TO ${ADMIN}`, signal);
      await clone(LAB_DATABASE, LEARNER, signal);
      await admin.run(`ALTER DATABASE ${LAB_DATABASE} ALLOW_CONNECTIONS true`, signal);
    },
    async dropAll(signal) {
      // The pristine copy first: without it the seed counts as incomplete.
      const existing = (await databases(signal)).sort((a, b) => Number(b === PRISTINE) - Number(a === PRISTINE));
      for (const name of existing) await admin.run(`DROP DATABASE IF EXISTS ${id(name)} WITH (FORCE)`, signal);
    },
    async reset(signal) {
      await replace(await warmCopy(signal), PREVIOUS, signal);
      refill();
    },
    async undoReset(signal) {
      if (!(await databases(signal)).includes(PREVIOUS)) throw new BackbenchError('NOTHING_TO_UNDO', { lab: '' });
      await replace(PREVIOUS, freshName(TRASH), signal);
      refill();
    },
    async take(signal) {
      const warm = await warmCopy(signal);
      const name = freshName(COPY);
      await admin.run(`${rename(warm, name)}; ALTER DATABASE ${id(name)} OWNER TO ${LEARNER}; ALTER DATABASE ${id(name)} ALLOW_CONNECTIONS true`, signal);
      refill();
      return name;
    },
    async discard(name, signal) {
      await empty(name, signal);
      await admin.run(rename(name, freshName(TRASH)), signal);
      refill();
    },
    async close() {
      closing.abort(new Error('closing'));
      await refilling;
    },
  };
}

const rename = (from: string, to: string): string => `ALTER DATABASE ${id(from)} RENAME TO ${id(to)}`;
