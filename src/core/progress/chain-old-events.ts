/** The migration that puts events from before the chain into it, in their order. */
import { CHAIN_START, chainHash, withoutEvidence } from './event-chain.ts';
import type { Db } from './database.ts';

/** How many events are in memory at once; an attempt takes some kilobytes. */
const AT_ONCE = 500;

interface Row { id: number; at: number; lab: string; lab_version: number; variant: string; type: string; data: string }

/** Runs in the transaction of the migrations. The events themselves stay as they are. */
export function chainOldEvents(db: Db): void {
  db.exec(`
    DROP TRIGGER event_is_never_changed;
    ALTER TABLE event ADD COLUMN run TEXT NOT NULL DEFAULT '';      -- which run of a process wrote it; '' before the chain
    ALTER TABLE event ADD COLUMN mono INTEGER NOT NULL DEFAULT 0;   -- milliseconds since that run began
    ALTER TABLE event ADD COLUMN device TEXT NOT NULL DEFAULT '';   -- fingerprint of the device's key; '' before the chain
    ALTER TABLE event ADD COLUMN hash TEXT NOT NULL DEFAULT '';     -- see event-chain.ts
  `);
  const next = db.prepare(`SELECT id, at, lab, lab_version, variant, type, data FROM event WHERE id > ? ORDER BY id LIMIT ${String(AT_ONCE)}`);
  const put = db.prepare('UPDATE event SET hash = ? WHERE id = ?');
  let before = CHAIN_START;
  let last = 0;
  for (let rows = next.all(last) as Row[]; rows.length > 0; rows = next.all(last) as Row[]) {
    for (const { lab_version: labVersion, ...row } of rows) {
      before = chainHash(before, { ...row, labVersion, run: '', mono: 0, device: '', ...withoutEvidence(row.type, row.data) });
      put.run(before, row.id);
      last = row.id;
    }
  }
  db.exec(`CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END`);
}
