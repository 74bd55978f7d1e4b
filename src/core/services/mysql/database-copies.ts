/**
 * What is kept of the lab's database, each under a name, as databases of the same server. A restore only renames:
 * the database goes aside (and is thereby kept), a copy that was made beforehand takes its place, and the next
 * copy is made in the background. All that is known is read from the server every time, so that a crash at any
 * point leaves nothing that the next call can't go on from.
 */
import { BackbenchError } from '../../../shared/errors.ts';
import { PRISTINE_SNAPSHOT, type Snapshot } from '../../snapshot.ts';
import { COPY, freshName, keptDatabase, keptName, LAB_DATABASE, LEARNER, OURS, PRISTINE, quoteText, TRASH } from './names.ts';
import { ourDatabases } from './our-databases.ts';
import { completeCopies, copyDatabase, dropDatabase, finishMoves, moveAll, movesAreLeft, sameAs, type Move } from './schema-moves.ts';
import { sendAway } from './send-away.ts';
import { createWarmCopies, type Connections } from './warm-copies.ts';

/** The learner's connections, those to a check's copy left out. */
const LEARNERS = `USER = '${LEARNER}' AND COALESCE(LEFT(DB, ${String(COPY.length)}), '') <> '${COPY}'`;

export interface DatabaseCopies {
  isSeeded(signal: AbortSignal): Promise<boolean>;
  /** Makes what the seed filled the pristine copy, and the lab's database a copy of it. */
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
  /** Keeps copies of these ready, beside those of the pristine copy. */
  prepare(names: readonly string[]): void;
  /** @returns the name of a copy of the pristine one that the learner's programs may use */
  take(signal: AbortSignal): Promise<string>;
  /** Gives such a copy back. */
  giveBack(name: string, signal: AbortSignal): Promise<void>;
  /** Tidies up and makes copies in the background. */
  refill(): void;
  /** Ends the work in the background. */
  close(): Promise<void>;
}

export function createDatabaseCopies(via: Connections, onWarning: (text: string) => void): DatabaseCopies {
  const { admin } = via;
  const warm = createWarmCopies(via, onWarning);
  const onFailed = (text: string): void => { onWarning(`MySQL: could not be made again: ${text}`); };

  /** What is there, once a move that a crash interrupted has been completed. */
  const settled = (signal: AbortSignal): Promise<{ existing: string[]; complete: Set<string> }> => admin.use(signal, async (client) => {
    if (await movesAreLeft(client)) {
      await sendAway(client, LEARNERS, signal);
      await finishMoves(client, onFailed);
    }
    return { existing: await ourDatabases(client), complete: await completeCopies(client) };
  });

  /** Puts databases in other places while nobody uses them: all moves, or after a crash the rest of them later. */
  async function rearrange(moves: readonly Move[], signal: AbortSignal): Promise<void> {
    await admin.use(signal, async (client) => {
      await client.rows(`ALTER USER '${LEARNER}'@'%' ACCOUNT LOCK`);
      try {
        await sendAway(client, LEARNERS, signal);
        await moveAll(client, moves, onFailed);
      } finally {
        await client.rows(`ALTER USER '${LEARNER}'@'%' ACCOUNT UNLOCK`);
      }
    });
  }

  return {
    refill: () => { warm.refill(); },
    prepare: (names) => { warm.keepReady(names); },
    async isSeeded(signal) {
      const { existing, complete } = await settled(signal);
      if (!complete.has(PRISTINE)) return false;
      // The learner may have dropped it.
      if (!existing.includes(LAB_DATABASE)) await rearrange([{ from: await warm.get(PRISTINE_SNAPSHOT, signal), to: LAB_DATABASE }], signal);
      return true;
    },
    async keepPristine(signal) {
      const copy = freshName(TRASH);
      await admin.use(signal, (client) => copyDatabase(client, { from: LAB_DATABASE, to: copy, signal }));
      await rearrange([{ from: copy, to: PRISTINE }], signal);
    },
    async dropAll(signal) {
      await admin.use(signal, async (client) => {
        // The pristine copy first: without it the seed counts as incomplete.
        const existing = (await ourDatabases(client)).sort((a, b) => Number(b === PRISTINE) - Number(a === PRISTINE));
        for (const name of existing) await dropDatabase(client, name);
      });
    },
    async capture(name, signal) {
      const { complete } = await settled(signal);
      const kept = [...complete].filter((each) => keptName(each) !== null);
      return admin.use(signal, async (client) => {
        const same = await sameAs(client, LAB_DATABASE, kept);
        if (same !== null) return keptName(same) ?? name;
        await dropDatabase(client, keptDatabase(name));
        await copyDatabase(client, { from: LAB_DATABASE, to: keptDatabase(name), signal });
        return name;
      });
    },
    async restore(name, keepAs, signal) {
      const { existing, complete } = await settled(signal);
      if (!complete.has(keptDatabase(name))) throw new BackbenchError('CHECKPOINT_DAMAGED', { name, reason: 'MySQL does not hold it any more' });
      const aside = keepAs !== null && !complete.has(keptDatabase(keepAs)) ? keptDatabase(keepAs) : freshName(TRASH);
      const fresh = await warm.get(name, signal);
      // What a copy that was not completed has left under that name.
      if (existing.includes(aside)) await admin.use(signal, (client) => dropDatabase(client, aside));
      await rearrange([{ from: LAB_DATABASE, to: aside }, { from: fresh, to: LAB_DATABASE }], signal);
      warm.refill();
    },
    async discard(name, signal) {
      await admin.use(signal, (client) => dropDatabase(client, keptDatabase(name)));
      warm.refill();
    },
    async list(signal) {
      const rows = await admin.use(signal, (client) => client.rows(
        `SELECT SCHEMA_NAME, (SELECT COALESCE(SUM(DATA_LENGTH + INDEX_LENGTH), 0) FROM information_schema.TABLES WHERE TABLE_SCHEMA = SCHEMA_NAME)
           FROM information_schema.SCHEMATA WHERE LEFT(SCHEMA_NAME, ${String(OURS.length)}) = ${quoteText(OURS)} ORDER BY SCHEMA_NAME`));
      return rows.flatMap(([database, bytes]) => {
        const name = keptName(database ?? '');
        return name === null ? [] : [{ name, bytes: Number(bytes ?? 0) }];
      });
    },
    async take(signal) {
      await settled(signal);
      const copy = await warm.get(PRISTINE_SNAPSHOT, signal);
      const name = freshName(COPY);
      await admin.use(signal, (client) => moveAll(client, [{ from: copy, to: name }], onFailed));
      warm.refill();
      return name;
    },
    async giveBack(name, signal) {
      await admin.use(signal, (client) => dropDatabase(client, name));
      warm.refill();
    },
    close: () => warm.close(),
  };
}
