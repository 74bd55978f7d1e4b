/** Copies of what is kept, made beforehand and ready to be moved into the lab's place. */
import { isCode } from '../../../shared/errors.ts';
import { PRISTINE_SNAPSHOT } from '../../snapshot.ts';
import type { Admin } from './admin.ts';
import type { MysqlClient } from './connection.ts';
import { COPY, keptDatabase, madeAt, PRISTINE, quoteText, TRASH, WARM, warmName, warmOf } from './names.ts';
import { ourDatabases } from './our-databases.ts';
import { completeCopies, copyDatabase, dropDatabase } from './schema-moves.ts';

/** Copies of the pristine one kept ready: one for a reset and one for a check that comes right after it. */
const PRISTINE_COPIES = 2;
/** Above this, copies cost noticeable disk space: one is enough. */
const LARGE_BYTES = 64 * 1024 * 1024;
/** Checks may take two minutes; a check's copy older than this was left by a crash. */
const COPY_LIFETIME_MS = 10 * 60_000;

export interface WarmCopies {
  /** A copy that is ready, or one made now. @returns its database */
  get(name: string, signal: AbortSignal): Promise<string>;
  /** Keeps one of each ready, beside those of the pristine copy. */
  keepReady(names: readonly string[]): void;
  /** Tidies up and makes copies in the background. Warnings only: a failure costs time at the next restore. */
  refill(): void;
  /** Ends the work in the background. */
  close(): Promise<void>;
}

/** The maintenance role's connections, each one act at a time. */
export interface Connections {
  /** For work that the learner waits for. */
  admin: Admin;
  /** For making copies, which takes longer. */
  background: Admin;
  /** For dropping them, which nobody waits for. */
  tidying: Admin;
}

export function createWarmCopies({ admin, background, tidying }: Connections, onWarning: (text: string) => void): WarmCopies {
  const closing = new AbortController();
  let refilling: Promise<void> | null = null;
  let dropping: Promise<void> = Promise.resolve();
  /** To be dropped: nobody gets them any more. */
  const doomed = new Set<string>();
  /** Given away, until they have another name. */
  const taken = new Set<string>();
  let wanted: readonly string[] = [];

  async function make(name: string, signal: AbortSignal, via: Admin): Promise<string> {
    const to = warmName(name);
    await via.use(signal, (client) => copyDatabase(client, { from: keptDatabase(name), to, signal }));
    return to;
  }

  async function refillNow(signal: AbortSignal): Promise<void> {
    const { existing, complete, bytes } = await background.use(signal, async (client) => ({
      existing: await ourDatabases(client), complete: await completeCopies(client), bytes: await bytesOf(client, PRISTINE),
    }));
    const count = new Map<string, number>([[PRISTINE_SNAPSHOT, bytes > LARGE_BYTES ? 1 : PRISTINE_COPIES], ...wanted.map((name) => [name, 1] as const)]);
    const old = Date.now() - COPY_LIFETIME_MS;
    for (const name of [...taken, ...doomed]) {
      if (existing.includes(name)) continue;
      taken.delete(name);
      doomed.delete(name);
    }
    const drop: string[] = [];
    for (const name of existing) {
      if (taken.has(name) || doomed.has(name)) continue;
      const of = warmOf(name);
      // Of something that is not kept any more, or of what nobody will go back to next.
      const isIdle = of !== null && (!complete.has(keptDatabase(of)) || (count.get(of) ?? 0) === 0) && complete.has(name);
      const isLeft = (name.startsWith(COPY) || (name.startsWith(WARM) && !complete.has(name))) && madeAt(name) < old;
      if (name.startsWith(TRASH) || isIdle || isLeft) drop.push(name);
    }
    for (const name of drop) doomed.add(name);
    for (const [name, most] of count) {
      if (!complete.has(keptDatabase(name))) continue;
      const there = existing.filter((each) => warmOf(each) === name && complete.has(each) && !taken.has(each) && !doomed.has(each)).length;
      for (let made = there; made < most; made += 1) await make(name, signal, background);
    }
    // What the learner may wait for came first.
    dropping = dropping.then(() => dropAll(drop, signal)).catch(warn);
  }

  async function dropAll(names: readonly string[], signal: AbortSignal): Promise<void> {
    try {
      for (const name of names) await tidying.use(signal, (client) => dropDatabase(client, name));
    } finally {
      // What is still there is found by the next look.
      for (const name of names) doomed.delete(name);
    }
  }

  /** A server that is down is reported where it is watched; the next call makes up for it. */
  function warn(error: unknown): void {
    if (closing.signal.aborted || isCode(error, 'SERVICE_UNREACHABLE')) return;
    onWarning(`MySQL: no copy could be made ready: ${error instanceof Error ? error.message : String(error)}`);
  }

  const copies: WarmCopies = {
    async get(name, signal) {
      const ready = (): Promise<string | undefined> => admin.use(signal, async (client) => {
        const complete = await completeCopies(client);
        const found = (await ourDatabases(client)).find((each) => warmOf(each) === name && complete.has(each) && !taken.has(each) && !doomed.has(each));
        if (found !== undefined) taken.add(found);
        return found;
      });
      const found = await ready();
      if (found !== undefined) return found;
      if (refilling !== null && (name === PRISTINE_SNAPSHOT || wanted.includes(name))) {
        // One is being made already: sooner there than another.
        await Promise.race([refilling, new Promise((_, reject) => { signal.addEventListener('abort', reject, { once: true }); })])
          .catch(() => { signal.throwIfAborted(); });
        const made = await ready();
        if (made !== undefined) return made;
      }
      const own = await make(name, signal, admin);
      taken.add(own);
      return own;
    },
    keepReady(names) {
      wanted = names.filter((name) => name !== PRISTINE_SNAPSHOT);
      copies.refill();
    },
    refill() {
      if (closing.signal.aborted) return;
      const { signal } = closing;
      const before = refilling ?? Promise.resolve();
      refilling = before.then(() => refillNow(signal)).catch(warn);
    },
    async close() {
      closing.abort(new Error('closing'));
      await refilling;
      await dropping;
    },
  };
  return copies;
}

/** What a database's tables take on the disk, as the server estimates it. */
async function bytesOf(client: MysqlClient, database: string): Promise<number> {
  const [row] = await client.rows(`SELECT COALESCE(SUM(DATA_LENGTH + INDEX_LENGTH), 0) FROM information_schema.TABLES WHERE TABLE_SCHEMA = ${quoteText(database)}`);
  return Number(row?.[0] ?? 0);
}
