/**
 * What is kept of the lab's database, each under a name, as databases of the same server. A restore only renames:
 * the database goes aside (and is thereby kept), a clone that was made beforehand takes its place, and the next
 * clone is made in the background. All that is known is read from the server's catalogue every time, so that a
 * crash at any point leaves nothing that the next call can't go on from.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { escapeLiteral } from 'pg';
import { BackbenchError } from '../../../shared/errors.ts';
import { PRISTINE_SNAPSHOT, type Snapshot } from '../../snapshot.ts';
import type { Admin } from './admin.ts';
import { isServerError } from './connection.ts';
import { createChangeMark } from './change-mark.ts';
import { ADMIN, COPY, freshName, keptDatabase, keptName, LAB_DATABASE, LEARNER, OURS, PRISTINE, TRASH } from './names.ts';
import { allow, cloneDatabase, id, ownedBy, rename } from './statements.ts';
import { createWarmCopies } from './warm-copies.ts';

/** A connection that was told to end needs a millisecond or two; one that is busy in the kernel needs longer. */
const DISCONNECT_TIMEOUT_MS = 5_000;
const DISCONNECT_POLL_MS = 2;
/** "source database is being accessed by other users": https://www.postgresql.org/docs/current/errcodes-appendix.html */
const OBJECT_IN_USE = '55006';

/** Ends the connections to a database. A row for each. */
const sendAway = (name: string): string => `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${escapeLiteral(name)}`;

export interface DatabaseCopies {
  isSeeded(signal: AbortSignal): Promise<boolean>;
  /** Makes what the seed filled the pristine copy, and the lab's database a clone of it. */
  keepPristine(signal: AbortSignal): Promise<void>;
  /** Drops the lab's database and all copies. */
  dropAll(signal: AbortSignal): Promise<void>;
  /** @see ServiceDriver.capture */
  capture(name: string, signal: AbortSignal): Promise<string>;
  /** @see ServiceDriver.restore */
  restore(name: string, keepAs: string | null, signal: AbortSignal): Promise<void>;
  /** @see ServiceDriver.discard */
  discard(name: string, signal: AbortSignal): Promise<void>;
  list(signal: AbortSignal): Promise<Snapshot[]>;
  /** Keeps clones of these ready, beside those of the pristine copy. */
  prepare(names: readonly string[]): void;
  /** @returns the name of a clone of the pristine copy that the learner's role owns */
  take(signal: AbortSignal): Promise<string>;
  /** Gives a clone back; it is dropped in the background, since dropping waits for the disk. */
  giveBack(name: string, signal: AbortSignal): Promise<void>;
  /** Tidies up and makes clones in the background. */
  refill(): void;
  /** Ends the work in the background. */
  close(): Promise<void>;
}

/** @param via the maintenance role's connections, @see createWarmCopies */
export function createDatabaseCopies(via: { admin: Admin; background: Admin; tidying: Admin }, onWarning: (text: string) => void): DatabaseCopies {
  const { admin, background } = via;
  const mark = createChangeMark(admin);
  const warm = createWarmCopies(via, mark, onWarning);

  async function databases(signal: AbortSignal): Promise<string[]> {
    const rows = await admin.run(
      `SELECT datname FROM pg_database WHERE datname = ${escapeLiteral(LAB_DATABASE)} OR left(datname, ${String(OURS.length)}) = ${escapeLiteral(OURS)} ORDER BY datname`,
      signal);
    return rows.map((row) => row['datname'] ?? '');
  }

  /** Ends the connections to a database. @returns whether there were any */
  async function disconnect(name: string, via: Admin, signal: AbortSignal): Promise<boolean> {
    return (await via.run(sendAway(name), signal)).length > 0;
  }

  /** Lets nobody in any more and waits until everybody is out. */
  async function empty(name: string, signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + DISCONNECT_TIMEOUT_MS;
    // One trip for both. Whether the door is closed after a power cut matters to nobody.
    const first = await mark.own(1, () => admin.run(`BEGIN; SET LOCAL synchronous_commit = off; ${allow(name, false)}; COMMIT; ${sendAway(name)}`, signal));
    // Every time anew: a connection that was being made while the door closed is found by the next look.
    for (let there = first.length > 0; there; there = await disconnect(name, admin, signal)) {
      if (performance.now() > deadline) throw new Error(`connections to ${name} did not end within ${String(DISCONNECT_TIMEOUT_MS)} ms`);
      await sleep(DISCONNECT_POLL_MS, undefined, { signal });
    }
  }

  /** Puts `fresh` in the place of the lab's database, which becomes `aside`; all or nothing. */
  async function replace(fresh: string, aside: string, existing: readonly string[], signal: AbortSignal): Promise<void> {
    const steps: string[] = [];
    if (existing.includes(LAB_DATABASE)) {
      await empty(LAB_DATABASE, signal);
      steps.push(rename(LAB_DATABASE, aside), ownedBy(aside, ADMIN));
    }
    steps.push(rename(fresh, LAB_DATABASE), ownedBy(LAB_DATABASE, LEARNER), allow(LAB_DATABASE, true));
    try {
      await mark.own(1, () => admin.run(['BEGIN', ...steps, 'COMMIT'].join('; '), signal));
    } catch (error) {
      const limit = AbortSignal.timeout(DISCONNECT_TIMEOUT_MS);
      await admin.run('ROLLBACK', limit).catch(() => {});
      await admin.run(allow(LAB_DATABASE, true), limit).catch(() => {});
      throw error;
    }
  }

  /**
   * Copies the lab's database as it is. Whoever connects meanwhile waits for the copy's end instead of being refused:
   * the copy holds a lock on the database; only those who were there before it have to go.
   */
  async function cloneLab(name: string, signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + DISCONNECT_TIMEOUT_MS;
    for (;;) {
      await disconnect(LAB_DATABASE, admin, signal);
      const copying = { ended: false };
      const copy = mark.own(1, () => cloneDatabase(admin, { from: LAB_DATABASE, to: name, owner: ADMIN }, signal)).finally(() => { copying.ended = true; });
      try {
        // One who came between the two gives way while the copy waits for it.
        const watch = (async () => {
          for (;;) {
            await sleep(DISCONNECT_POLL_MS * 5, undefined, { signal });
            if (copying.ended || performance.now() > deadline) return;
            await disconnect(LAB_DATABASE, background, signal);
          }
        })();
        await Promise.all([copy, watch]);
        return;
      } catch (error) {
        await copy.catch(() => {});
        if (!isServerError(error) || error.code !== OBJECT_IN_USE || performance.now() > deadline) throw error;
      }
    }
  }

  async function trash(name: string, signal: AbortSignal): Promise<void> {
    await mark.own(1, () => admin.run(rename(name, freshName(TRASH)), signal));
  }

  return {
    refill: () => { warm.refill(); },
    prepare: (names) => { warm.keepReady(names); },
    async isSeeded(signal) {
      const existing = await databases(signal);
      if (!existing.includes(PRISTINE)) return false;
      // A crash in mid-restore may have left the database closed; the learner may have dropped it.
      if (existing.includes(LAB_DATABASE)) await admin.run(allow(LAB_DATABASE, true), signal);
      else await replace(await warm.get(PRISTINE_SNAPSHOT, existing, signal), freshName(TRASH), existing, signal);
      return true;
    },
    async keepPristine(signal) {
      await empty(LAB_DATABASE, signal);
      await admin.run(`${rename(LAB_DATABASE, PRISTINE)}; ${ownedBy(PRISTINE, ADMIN)}`, signal);
      await cloneDatabase(admin, { from: PRISTINE, to: LAB_DATABASE, owner: LEARNER }, signal);
      await admin.run(allow(LAB_DATABASE, true), signal);
      await mark.set(PRISTINE_SNAPSHOT, signal);
    },
    async dropAll(signal) {
      mark.forget();
      // The pristine copy first: without it the seed counts as incomplete.
      const existing = (await databases(signal)).sort((a, b) => Number(b === PRISTINE) - Number(a === PRISTINE));
      for (const name of existing) await admin.run(`DROP DATABASE IF EXISTS ${id(name)} WITH (FORCE)`, signal);
    },
    async capture(name, signal) {
      const existing = await databases(signal);
      const same = await mark.unchangedSince(signal);
      if (same !== null && existing.includes(keptDatabase(same))) return same;
      if (existing.includes(keptDatabase(name))) await trash(keptDatabase(name), signal);
      await warm.idle(signal);
      await cloneLab(keptDatabase(name), signal);
      await mark.set(name, signal);
      warm.refill();
      return name;
    },
    async restore(name, keepAs, signal) {
      const existing = await databases(signal);
      if (!existing.includes(keptDatabase(name))) throw new BackbenchError('CHECKPOINT_DAMAGED', { name, reason: 'PostgreSQL does not hold it any more' });
      const keeps = keepAs !== null && !existing.includes(keptDatabase(keepAs));
      mark.forget();
      await replace(await warm.get(name, existing, signal), keeps ? keptDatabase(keepAs) : freshName(TRASH), existing, signal);
      await mark.set(name, signal);
      warm.refillSoon();
    },
    async discard(name, signal) {
      if (!(await databases(signal)).includes(keptDatabase(name))) return;
      await trash(keptDatabase(name), signal);
      warm.refill();
    },
    async list(signal) {
      const rows = await admin.run(
        `SELECT datname, pg_database_size(oid) AS bytes FROM pg_database WHERE left(datname, ${String(OURS.length)}) = ${escapeLiteral(OURS)} ORDER BY datname`, signal);
      return rows.flatMap((row) => {
        const name = keptName(row['datname'] ?? '');
        return name === null ? [] : [{ name, bytes: Number(row['bytes'] ?? 0) }];
      });
    },
    async take(signal) {
      const clone = await warm.get(PRISTINE_SNAPSHOT, await databases(signal), signal);
      const name = freshName(COPY);
      await mark.own(1, () => admin.run(`BEGIN; SET LOCAL synchronous_commit = off; ${rename(clone, name)}; ${ownedBy(name, LEARNER)}; ${allow(name, true)}; COMMIT`, signal));
      warm.refill();
      return name;
    },
    async giveBack(name, signal) {
      await empty(name, signal);
      await trash(name, signal);
      warm.refill();
    },
    close: () => warm.close(),
  };
}

