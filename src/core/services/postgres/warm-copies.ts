/** Clones of what is kept, made in the background so that a restore only has to rename one. */
import { escapeLiteral } from 'pg';
import { isCode } from '../../../shared/errors.ts';
import { PRISTINE_SNAPSHOT } from '../../snapshot.ts';
import type { Admin } from './admin.ts';
import type { ChangeMark } from './change-mark.ts';
import { isServerError } from './connection.ts';
import { createDroppedCopies } from './dropped-copies.ts';
import { ADMIN, COPY, freshName, keptDatabase, madeAt, OURS, PRISTINE, TRASH, WARM, warmName } from './names.ts';
import { cloneDatabase, LARGE_BYTES } from './statements.ts';

/** Clones of the pristine copy kept ready: one for a reset and one for a check that comes right after it. Large ones cost disk space: one. */
const PRISTINE_COPIES = 2;
/** Checks may take two minutes; a check's copy older than this was left by a crash. */
const COPY_LIFETIME_MS = 10 * 60_000;

/**
 * After a restore the next clone waits this long: it keeps the disk busy, and the restore's own end, such as the record
 * of it, would stand in line behind it. In milliseconds: longer than that end takes, shorter than anybody goes on.
 */
const AFTER_RESTORE_MS = 150;

/** So many may wait to be dropped until nobody asks for anything. Of large databases one: they cost disk space. */
const MOST_WAITING = 8;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: invalid_catalog_name */
const NO_SUCH_DATABASE = '3D000';

export interface WarmCopies {
  /**
   * A clone of what is kept under a name: one that is ready, or one made now. It is the caller's: nothing here touches it any more.
   * @param existing the databases as the caller has just read them
   */
  get(name: string, existing: readonly string[], signal: AbortSignal): Promise<string>;
  /** Names to have a clone of, beside the pristine copy. */
  keepReady(names: readonly string[]): void;
  /** Tidies up and makes clones in the background. Warnings only: a failure costs time at the next restore. */
  refill(): void;
  /** The same, in a moment. */
  refillSoon(): void;
  /** Resolves when no clone is being made in the background. */
  idle(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param admin for work that the learner waits for
 * @param background for making clones, which takes longer
 * @param tidying for dropping them, which takes longest
 */
export function createWarmCopies(
  { admin, background, tidying }: { admin: Admin; background: Admin; tidying: Admin }, mark: ChangeMark, onWarning: (text: string) => void,
): WarmCopies {
  const dropped = createDroppedCopies(tidying, mark, onWarning);
  const closing = new AbortController();
  let refilling: Promise<void> = Promise.resolve();
  let busy = false;
  let again = false;
  let soon: NodeJS.Timeout | undefined;
  let wanted: readonly string[] = [];
  /** Given away, until they have another name. */
  const taken = new Set<string>();
  /** The clone that is being made in the background. */
  let underWay: { name: string; made: Promise<void> } | null = null;

  const ours = async (via: Admin, signal: AbortSignal): Promise<{ name: string; bytes: number }[]> => {
    const rows = await via.run(
      `SELECT datname, CASE WHEN datname = ${escapeLiteral(PRISTINE)} THEN pg_database_size(oid) ELSE 0 END AS bytes
         FROM pg_database WHERE left(datname, ${String(OURS.length)}) = ${escapeLiteral(OURS)} ORDER BY datname`, signal);
    return rows.map((row) => ({ name: row['datname'] ?? '', bytes: Number(row['bytes'] ?? 0) }));
  };
  const clone = (name: string, made: string, via: Admin, signal: AbortSignal): Promise<void> =>
    mark.own(1, () => cloneDatabase(via, { from: keptDatabase(name), to: made, owner: ADMIN }, signal));
  const nameFor = (name: string): string => freshName(`${WARM}${name}_`);
  const take = (name: string, existing: readonly string[]): string | undefined => {
    const found = existing.find((each) => warmName(each) === name && !taken.has(each) && dropped.spare(each));
    if (found !== undefined) taken.add(found);
    return found;
  };

  async function refillNow(signal: AbortSignal): Promise<void> {
    const existing = await ours(background, signal);
    const names = new Set(existing.map((each) => each.name));
    for (const name of taken) if (!names.has(name)) taken.delete(name);
    const wants = new Map<string, number>(wanted.filter((name) => names.has(keptDatabase(name))).map((name) => [name, 1]));
    const pristine = existing.find((each) => each.name === PRISTINE);
    if (pristine !== undefined) wants.set(PRISTINE_SNAPSHOT, pristine.bytes > LARGE_BYTES ? 1 : PRISTINE_COPIES);
    const old = Date.now() - COPY_LIFETIME_MS;
    const drop: string[] = [];
    for (const { name } of existing) {
      if (taken.has(name)) continue;
      const isWarm = name.startsWith(WARM);
      const of = warmName(name);
      const left = of === null ? 0 : (wants.get(of) ?? 0);
      if (of !== null && left > 0) wants.set(of, left - 1);
      else if (isWarm || name.startsWith(TRASH) || (name.startsWith(COPY) && madeAt(name) < old)) drop.push(name);
    }
    // What the learner may wait for comes first.
    for (const [name, missing] of wants) {
      for (let made = 0; made < missing; made += 1) await cloneInBackground(name, signal);
    }
    dropped.drop(drop.filter((name) => !taken.has(name)), (pristine?.bytes ?? 0) > LARGE_BYTES ? 1 : MOST_WAITING);
  }

  async function cloneInBackground(name: string, signal: AbortSignal): Promise<void> {
    const made = clone(name, nameFor(name), background, signal);
    underWay = { name, made: made.catch(() => {}) };
    try {
      await made;
    } catch (error) {
      // Forgotten meanwhile: nobody will ask for it.
      if (!isServerError(error) || error.code !== NO_SUCH_DATABASE) throw error;
    } finally {
      underWay = null;
    }
  }

  function refill(): void {
    clearTimeout(soon);
    soon = undefined;
    if (closing.signal.aborted) return;
    again = true;
    if (busy) return;
    busy = true;
    const { signal } = closing;
    refilling = (async () => {
      try {
        while (again) {
          again = false;
          await refillNow(signal);
        }
      } catch (error) {
        // A server that is down is reported where it is watched; the next call makes up for it.
        if (!signal.aborted && !isCode(error, 'SERVICE_UNREACHABLE')) onWarning(`PostgreSQL: no copy could be made ready: ${error instanceof Error ? error.message : String(error)}`);
      } finally {
        busy = false;
      }
    })();
  }

  return {
    refill,
    refillSoon() {
      if (!closing.signal.aborted) soon ??= setTimeout(refill, AFTER_RESTORE_MS).unref();
    },
    idle: (signal) => orAborted(refilling, signal),
    keepReady(names) {
      wanted = names.filter((name) => name !== PRISTINE_SNAPSHOT);
      refill();
    },
    async get(name, existing, signal) {
      dropped.disturbed();
      for (let there = existing; ;) {
        const found = take(name, there);
        if (found !== undefined) return found;
        // One of these is being made: sooner there than another. Whatever else is being made would only hold it up.
        if (underWay?.name !== name) break;
        await orAborted(underWay.made, signal);
        there = (await ours(admin, signal)).map((each) => each.name);
      }
      const made = nameFor(name);
      taken.add(made);
      await clone(name, made, admin, signal);
      return made;
    },
    async close() {
      clearTimeout(soon);
      closing.abort(new Error('closing'));
      await Promise.all([refilling, dropped.close()]);
    },
  };
}

/** Waits for something that never fails. @throws the signal's reason */
async function orAborted(done: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const stop = (): void => { aborted.reject(signal.reason as Error); };
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([done, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
