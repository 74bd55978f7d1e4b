/** All labs that this process has opened, and what former processes left running. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode } from '../../shared/errors.ts';
import type { Catalog, LoadedLab } from '../catalog/catalog.ts';
import { resolveVariant } from '../catalog/resolve-variant.ts';
import { isLeft, sessionName, type SessionRow } from '../progress/session-table.ts';
import { removeWorkspace } from '../workspace/workspace.ts';
import { LabSession } from './lab-session.ts';
import type { LabSessionParts } from './lab-session-parts.ts';
import { assertFits, keptBeside } from './memory-limit.ts';

/** How many sessions stay up at once: the one in use and one paused, so that going back is instant. A pause keeps its memory. */
const LIVE_LABS = 2;

export interface Sessions {
  /**
   * The session of a lab's variant (the one chosen last when left out), made on first use. Starts nothing.
   * @throws BackbenchError LAB_NOT_FOUND, VARIANT_NOT_CHOSEN, VARIANT_UNKNOWN
   */
  of(lab: string, variant?: string): LabSession;
  /** A lab was changed by its author: its sessions go on with the new text and checks. Services and seeds are read at the next first start. */
  adopt(loaded: LoadedLab): void;
  /** Records the learner's choice; it holds for every later {@link of}. @throws BackbenchError LAB_NOT_FOUND, VARIANT_UNKNOWN */
  chooseVariant(lab: string, variant: string): void;
  /**
   * From the version that an attempt began with to the course's. Services and start files are the new version's; the
   * learner's files are kept below `earlier/` in the new workspace. Does nothing where there is no other version.
   */
  moveOn(lab: string, signal: AbortSignal): Promise<void>;
  /** The lab as an attempt in progress has it, where that is another version than the course's. */
  earlier(lab: LoadedLab): LoadedLab | null;
  /**
   * Pauses the other sessions that run in this process, and stops those beyond the newest {@link LIVE_LABS} and beyond the memory limit.
   * @throws BackbenchError MEMORY_LIMIT for a lab that never fits, MEMORY_HELD while labs elsewhere leave too little; the others go on then
   */
  makeRoomFor(lab: string, signal: AbortSignal): Promise<void>;
  /**
   * Removes what crashed runs left behind. A session whose process has ended is stopped, except `resumable`,
   * which its learner may be about to take up again, in the variant chosen last.
   * @returns what was removed, as a person would recognise it
   */
  sweep(resumable: string | null, signal: AbortSignal): Promise<string[]>;
  /** Stops every session whose process has ended and that nobody has taken up. Files and data stay. */
  stopLeft(signal: AbortSignal): Promise<void>;
  /** Ends all sessions of this process, and what an ended one left running. */
  close(signal: AbortSignal): Promise<void>;
}

export function createSessions(catalog: () => Catalog, parts: LabSessionParts): Sessions {
  /** Oldest use first. */
  const open = new Map<string, LabSession>();
  /** The lab as it is worked on. A variant that was chosen and is no longer there counts as none. */
  function find(id: string, asked: string | null): LoadedLab {
    const loaded = catalog().lab(id);
    if (asked !== null || loaded.lab.variants.length === 0) return resolveVariant(loaded, asked);
    const chosen = parts.log.chosenVariant(id);
    return resolveVariant(loaded, loaded.lab.variants.some((each) => each.id === chosen) ? chosen : null);
  }
  function earlier(loaded: LoadedLab): LoadedLab | null {
    const variant = loaded.variant?.id ?? null;
    const row = parts.table.get({ lab: loaded.lab.id, variant });
    const began = row === null ? null : parts.attempts.earlier(row.id, loaded);
    return began === null ? null : resolveVariant(began, variant);
  }
  const sessions: Sessions = {
    of(id, variant) {
      const loaded = find(id, variant ?? null);
      const name = sessionName({ lab: id, variant: loaded.variant?.id ?? null });
      const known = open.get(name);
      if (known !== undefined) return known;
      const began = earlier(loaded);
      const session = new LabSession(began ?? loaded, parts, began === null ? null : loaded.lab);
      open.set(name, session);
      return session;
    },
    earlier,
    async moveOn(id, signal) {
      const session = sessions.of(id);
      if (session.newer === null) return;
      const { key, id: oldId, loaded: { lab: { version } } } = session;
      const { folder } = await session.workspace();
      await session.stop(signal);
      await session.close(signal);
      open.delete(sessionName(key));
      for (const engine of Object.values(parts.engines)) {
        // What can't be reached now is swept later: its session is no longer recorded.
        await engine.remove(oldId, signal).catch((error: unknown) => { parts.onWarning(`${id}: ${error instanceof Error ? error.message : String(error)}`); });
      }
      parts.table.remove(key);
      await parts.attempts.release(oldId);
      const fresh = await sessions.of(id, key.variant ?? undefined).workspace();
      await cp(folder, join(fresh.folder, 'earlier', `version-${String(version)}`), { recursive: true });
      await removeWorkspace(folder);
    },
    adopt(loaded) {
      for (const session of open.values()) {
        const { lab, variant } = session.key;
        if (lab !== loaded.lab.id) continue;
        // A variant that is gone keeps what it had until its screen is left.
        if (variant === null ? loaded.lab.variants.length === 0 : loaded.lab.variants.some((each) => each.id === variant)) session.adopt(resolveVariant(loaded, variant));
      }
    },
    chooseVariant(id, variant) {
      const { lab } = find(id, variant);
      if (parts.log.chosenVariant(id) !== variant) parts.log.append({ id, version: lab.version, variant }, { type: 'variant-chosen' });
    },
    async makeRoomFor(id, signal) {
      const session = sessions.of(id);
      // Nothing is stopped for a lab that can't start.
      const limitMb = parts.memoryLimitMb();
      const held = limitMb === null ? [] : await parts.heldElsewhere(session.id, signal);
      assertFits(session.loaded.lab, limitMb, held);
      const name = sessionName(session.key);
      open.delete(name);
      open.set(name, session);
      const others = [...open.values()].filter((each) => each !== session && (each.state === 'open' || each.state === 'parked'));
      const kept = keptBeside(session.loaded.lab, others.slice(-(LIVE_LABS - 1)), limitMb, held);
      await Promise.all(others.map((each) => (kept.includes(each) ? each.park(signal) : each.stop(signal))));
    },
    async sweep(resumable, signal) {
      const { table, log } = parts;
      const mayBeTakenUp = (row: SessionRow): boolean =>
        row.lab === resumable && (row.variant === null || row.variant === log.chosenVariant(row.lab));
      const [reports] = await Promise.all([
        Promise.all(Object.values(parts.engines).map((engine) => engine.sweep({
          keep: (id) => table.byId(id) !== null,
          // A start or a stop that was cut short; what is recorded as running is stopped in its session's turn.
          stop: (id) => table.byId(id)?.running === false,
        }, signal))),
        stopAll(table.all().filter((row) => isLeft(row) && !mayBeTakenUp(row)), signal),
      ]);
      return reports.flatMap((report) => report.removed);
    },
    async stopLeft(signal) {
      await stopAll(parts.table.all().filter(isLeft), signal);
    },
    async close(signal) {
      const left = parts.owner === null ? [] : parts.table.all().filter(isLeft);
      await Promise.all([...[...open.values()].map((session) => session.close(signal)), stopAll(left, signal)]);
      open.clear();
    },
  };
  return sessions;

  function hasVariant({ lab: id, variant }: SessionRow): boolean {
    try {
      const { variants } = catalog().lab(id).lab;
      return variant === null ? variants.length === 0 : variants.some((each) => each.id === variant);
    } catch (error) {
      if (isCode(error, 'LAB_NOT_FOUND') || isCode(error, 'LAB_INVALID')) return false;
      throw error;
    }
  }

  /** Each in its session's turn, so that a start that comes meanwhile finds it either as it was or stopped. */
  async function stopAll(rows: readonly SessionRow[], signal: AbortSignal): Promise<void> {
    await Promise.all(rows.map(async (row) => {
      if (hasVariant(row)) return sessions.of(row.lab, row.variant ?? undefined).stopLeft(signal);
      // Of a lab or a variant that is no longer part of the course, or can't be used any more.
      if (row.engine !== null) await parts.engines[row.engine].sweep({ keep: () => true, stop: (id) => id === row.id }, signal);
      parts.table.update(row, { running: false, owner: null });
    }));
  }
}
