/**
 * The copies of the lab's database. A reset moves: the database goes aside, a copy that was made beforehand takes
 * its place, and a new copy is made in the background. All that is known is read from the server every time, so
 * that a crash at any point leaves nothing that the next call can't go on from.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { BackbenchError, isCode } from '../../../shared/errors.ts';
import type { Admin } from './admin.ts';
import { isServerError, type MysqlClient } from './connection.ts';
import { COPY, freshName, LAB_DATABASE, LEARNER, madeAt, OURS, PREVIOUS, PRISTINE, quoteText, TRASH, WARM } from './names.ts';
import { completeCopies, copyDatabase, dropDatabase, finishMoves, moveAll, movesAreLeft, type Move } from './schema-moves.ts';

/** Copies kept ready: one for a reset and one for a check that comes right after it. */
const WARM_COPIES = 2;
/** Above this, copies cost noticeable disk space: one is enough. */
const LARGE_BYTES = 64 * 1024 * 1024;
/** Checks may take two minutes; a check's copy older than this was left by a crash. */
const COPY_LIFETIME_MS = 10 * 60_000;
/** A connection that was killed needs a millisecond or two to be gone; one that rolls back much needs longer. */
const DISCONNECT_TIMEOUT_MS = 5_000;
const DISCONNECT_POLL_MS = 2;
/** No such connection any more: it ended by itself. */
const UNKNOWN_THREAD = 1094;

export interface DatabaseCopies {
  isSeeded(signal: AbortSignal): Promise<boolean>;
  /** Makes what the seed filled the pristine copy, and the lab's database a copy of it. */
  keepPristine(signal: AbortSignal): Promise<void>;
  /** Drops the lab's database and all copies. */
  dropAll(signal: AbortSignal): Promise<void>;
  reset(signal: AbortSignal): Promise<void>;
  /** @throws BackbenchError NOTHING_TO_UNDO */
  undoReset(signal: AbortSignal): Promise<void>;
  /** @returns the name of a copy that the learner's programs may use */
  take(signal: AbortSignal): Promise<string>;
  /** Gives a copy back; it is dropped in the background. */
  discard(name: string, signal: AbortSignal): Promise<void>;
  /** Tidies up and makes copies in the background. Warnings only: a failure costs time at the next reset. */
  refill(): void;
  /** Ends the work in the background. */
  close(): Promise<void>;
}

/**
 * @param admin for work that the learner waits for
 * @param background a connection of its own for making copies, which takes longer
 */
export function createDatabaseCopies(admin: Admin, background: Admin, onWarning: (text: string) => void): DatabaseCopies {
  const closing = new AbortController();
  let refilling: Promise<void> | null = null;
  const onFailed = (text: string): void => { onWarning(`MySQL: could not be made again: ${text}`); };

  /** Puts databases in other places while nobody uses them; all moves, or after a crash the rest of them later. */
  async function rearrange(moves: readonly Move[], signal: AbortSignal): Promise<void> {
    await admin.use(signal, async (client) => {
      await client.rows(`ALTER USER '${LEARNER}'@'%' ACCOUNT LOCK`);
      try {
        await sendAway(client, signal);
        for (const { to } of moves) if (to !== LAB_DATABASE) await dropDatabase(client, to);
        await moveAll(client, moves, onFailed);
      } finally {
        await client.rows(`ALTER USER '${LEARNER}'@'%' ACCOUNT UNLOCK`);
      }
    });
  }

  async function makeWarm(from: string, signal: AbortSignal, via: Admin): Promise<string> {
    const to = freshName(WARM);
    await via.use(signal, (client) => copyDatabase(client, { from, to, signal }));
    return to;
  }

  const warmOnes = async (client: MysqlClient): Promise<string[]> => {
    const complete = await completeCopies(client);
    return (await databases(client)).filter((name) => name.startsWith(WARM) && complete.has(name));
  };

  /** A copy that is ready, or one made now. */
  async function warmCopy(signal: AbortSignal): Promise<string> {
    const ready = async (): Promise<string | undefined> => (await admin.use(signal, warmOnes))[0];
    const found = await ready();
    if (found !== undefined) return found;
    if (refilling !== null) {
      // One is being made already: sooner there than another.
      await Promise.race([refilling, new Promise((_, reject) => { signal.addEventListener('abort', reject, { once: true }); })])
        .catch(() => { signal.throwIfAborted(); });
      const made = await ready();
      if (made !== undefined) return made;
    }
    return makeWarm(PRISTINE, signal, admin);
  }

  async function refillNow(signal: AbortSignal): Promise<void> {
    const [existing, warm] = await background.use(signal, async (client) => [await databases(client), await warmOnes(client)] as const);
    const old = Date.now() - COPY_LIFETIME_MS;
    for (const name of existing) {
      const isUnfinished = name.startsWith(WARM) && !warm.includes(name);
      if (name.startsWith(TRASH) || ((name.startsWith(COPY) || isUnfinished) && madeAt(name) < old)) {
        await background.use(signal, (client) => dropDatabase(client, name));
      }
    }
    if (!existing.includes(PRISTINE)) return;
    const wanted = await background.use(signal, pristineBytes) > LARGE_BYTES ? 1 : WARM_COPIES;
    for (let made = warm.length; made < wanted; made += 1) await makeWarm(PRISTINE, signal, background);
  }

  function refill(): void {
    if (closing.signal.aborted) return;
    const { signal } = closing;
    const before = refilling ?? Promise.resolve();
    refilling = before.then(() => refillNow(signal)).catch((error: unknown) => {
      // A server that is down is reported where it is watched; the next call makes up for it.
      if (!signal.aborted && !isCode(error, 'SERVICE_UNREACHABLE')) onWarning(`MySQL: no copy could be made ready: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  return {
    refill,
    async isSeeded(signal) {
      const existing = await admin.use(signal, async (client) => {
        if (await movesAreLeft(client)) {
          await sendAway(client, signal);
          await finishMoves(client, onFailed);
        }
        return databases(client);
      });
      if (!existing.includes(PRISTINE)) return false;
      // The learner may have dropped it.
      if (!existing.includes(LAB_DATABASE)) await rearrange([{ from: await warmCopy(signal), to: LAB_DATABASE }], signal);
      return true;
    },
    async keepPristine(signal) {
      const copy = await makeWarm(LAB_DATABASE, signal, admin);
      await rearrange([{ from: LAB_DATABASE, to: PRISTINE }, { from: copy, to: LAB_DATABASE }], signal);
    },
    async dropAll(signal) {
      await admin.use(signal, async (client) => {
        // The pristine copy first: without it the seed counts as incomplete.
        const existing = (await databases(client)).sort((a, b) => Number(b === PRISTINE) - Number(a === PRISTINE));
        for (const name of existing) await dropDatabase(client, name);
      });
    },
    async reset(signal) {
      const warm = await warmCopy(signal);
      await rearrange([{ from: LAB_DATABASE, to: PREVIOUS }, { from: warm, to: LAB_DATABASE }], signal);
      refill();
    },
    async undoReset(signal) {
      if (!(await admin.use(signal, databases)).includes(PREVIOUS)) throw new BackbenchError('NOTHING_TO_UNDO', { lab: '' });
      await rearrange([{ from: LAB_DATABASE, to: freshName(TRASH) }, { from: PREVIOUS, to: LAB_DATABASE }], signal);
      refill();
    },
    async take(signal) {
      const warm = await warmCopy(signal);
      const name = freshName(COPY);
      await admin.use(signal, (client) => moveAll(client, [{ from: warm, to: name }], onFailed));
      refill();
      return name;
    },
    async discard(name, signal) {
      await admin.use(signal, (client) => dropDatabase(client, name));
      refill();
    },
    async close() {
      closing.abort(new Error('closing'));
      await refilling;
    },
  };
}

async function databases(client: MysqlClient): Promise<string[]> {
  const rows = await client.rows(
    `SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ${quoteText(LAB_DATABASE)}
       OR LEFT(SCHEMA_NAME, ${String(OURS.length)}) = ${quoteText(OURS)} OR LEFT(SCHEMA_NAME, ${String(COPY.length)}) = ${quoteText(COPY)} ORDER BY SCHEMA_NAME`);
  return rows.map(([name]) => name ?? '');
}

async function pristineBytes(client: MysqlClient): Promise<number> {
  const [row] = await client.rows(`SELECT COALESCE(SUM(DATA_LENGTH + INDEX_LENGTH), 0) FROM information_schema.TABLES WHERE TABLE_SCHEMA = ${quoteText(PRISTINE)}`);
  return Number(row?.[0] ?? 0);
}

/** Ends the learner's connections, those to a check's copy left out, and waits until they are gone. */
async function sendAway(client: MysqlClient, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + DISCONNECT_TIMEOUT_MS;
  for (;;) {
    const there = await client.rows(
      `SELECT ID FROM information_schema.PROCESSLIST WHERE USER = '${LEARNER}' AND COALESCE(LEFT(DB, ${String(COPY.length)}), '') <> '${COPY}'`);
    if (there.length === 0) return;
    for (const [thread] of there) {
      await client.rows(`KILL ${thread ?? ''}`).catch((error: unknown) => {
        if (!isServerError(error) || error.errno !== UNKNOWN_THREAD) throw error;
      });
    }
    if (performance.now() > deadline) throw new Error(`the learner's connections did not end within ${String(DISCONNECT_TIMEOUT_MS)} ms`);
    await sleep(DISCONNECT_POLL_MS, undefined, { signal });
  }
}
