/** All labs that this process has opened, and what former processes left running. */
import { BackbenchError } from '../../shared/errors.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { isRunning } from '../process-identity.ts';
import type { SessionTable } from '../progress/session-table.ts';
import { LabSession, type LabSessionParts } from './lab-session.ts';

/** How many labs stay up at once: the one in use and one paused, so that going back is instant. A pause keeps its memory. */
const LIVE_LABS = 2;

export interface Sessions {
  /** The lab's session, made on first use. Starts nothing. @throws BackbenchError LAB_NOT_FOUND */
  of(lab: string): LabSession;
  /** Pauses the other labs that run in this process, and stops those beyond the newest {@link LIVE_LABS}. */
  makeRoomFor(lab: string, signal: AbortSignal): Promise<void>;
  /**
   * Removes what crashed runs left behind. A session whose process has ended is stopped, except `resumable`,
   * which its learner is about to take up again.
   * @returns what was removed, as a person would recognise it
   */
  sweep(resumable: string | null, signal: AbortSignal): Promise<string[]>;
  /** Ends all sessions of this process. */
  close(signal: AbortSignal): Promise<void>;
}

export function createSessions(catalog: () => Catalog, parts: LabSessionParts): Sessions {
  /** Oldest use first. */
  const open = new Map<string, LabSession>();
  return {
    of(id) {
      const known = open.get(id);
      if (known !== undefined) return known;
      const loaded = catalog().labs.get(id);
      if (loaded === undefined) throw new BackbenchError('LAB_NOT_FOUND', { lab: id, known: [...catalog().labs.keys()] });
      const session = new LabSession(loaded, parts);
      open.set(id, session);
      return session;
    },
    async makeRoomFor(id, signal) {
      const session = this.of(id);
      open.delete(id);
      open.set(id, session);
      const others = [...open.values()].filter((each) => each !== session && (each.state === 'open' || each.state === 'parked'));
      const kept = others.slice(-(LIVE_LABS - 1));
      await Promise.all(others.map((each) => (kept.includes(each) ? each.park(signal) : each.stop(signal))));
    },
    async sweep(resumable, signal) {
      const { table } = parts;
      const left = (id: string): boolean => isLeft(table, id) && table.byId(id)?.lab !== resumable;
      const reports = await Promise.all(Object.values(parts.engines).map((engine) =>
        engine.sweep({ keep: (id) => table.byId(id) !== null, stop: left }, signal)));
      for (const row of table.all()) if (row.running && left(row.id)) table.update(row.lab, { running: false, owner: null });
      return reports.flatMap((report) => report.removed);
    },
    async close(signal) {
      await Promise.all([...open.values()].map((session) => session.close(signal)));
      open.clear();
    },
  };
}

/** True for a session that nobody supervises: not recorded as running, or its process has ended. */
function isLeft(table: SessionTable, id: string): boolean {
  const row = table.byId(id);
  if (row === null) return false;
  if (!row.running) return true;
  return row.owner !== null && !isRunning(row.owner);
}
