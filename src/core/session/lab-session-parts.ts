/** What every session is put together from. */
import type { EngineKind, ServiceKind } from '../../shared/lab-format.ts';
import type { BuildCache } from '../builds/build-cache.ts';
import type { ExamGuard } from '../exam/exam-guard.ts';
import type { HeldMemory } from '../profiles/machine-labs.ts';
import type { Db } from '../progress/database.ts';
import type { EventLog } from '../progress/event-log.ts';
import type { SessionTable } from '../progress/session-table.ts';
import type { Timings } from '../progress/timings.ts';
import type { Service } from '../services/service.ts';
import type { Attempts } from './attempts.ts';
import type { Engines } from './choose-engine.ts';

export interface LabSessionParts {
  engines: Engines;
  services: Record<ServiceKind, Service>;
  log: EventLog;
  table: SessionTable;
  /** The open database and its file, for the timelines. */
  db: Db;
  databasePath: string;
  timings: Timings;
  dataFolder: string;
  /** This process's token, or null when what it starts shall stay when it ends. */
  owner: string | null;
  /**
   * The engine that was asked for, else the one of the settings, else null.
   * @throws BackbenchError SET_BY_ADMINISTRATOR where the machine's policy says another
   */
  forcedEngine: (asked: EngineKind | null) => EngineKind | null;
  /** The limit of the settings, in MiB, or null. */
  memoryLimitMb: () => number | null;
  /** What labs hold that this process can't stop, but for the session named. */
  heldElsewhere: (but: string, signal: AbortSignal) => Promise<HeldMemory[]>;
  /** What an exam forbids. */
  exam: ExamGuard;
  onWarning: (text: string) => void;
  /** The labs of attempts in progress. */
  attempts: Attempts;
  buildCache: BuildCache;
}
