/** The timeline of a session, put together from its record, its files and its services. */
import type { EngineKind } from '../../shared/lab-format.ts';
import type { LoadedLab } from '../catalog/catalog.ts';
import type { Db } from '../progress/database.ts';
import type { EventLog, LabEvent } from '../progress/event-log.ts';
import type { SessionKey } from '../progress/session-table.ts';
import { createTimelineTable, createWorkspaceRecord, type TimelineTable } from '../progress/timeline-table.ts';
import { processToken } from '../process-identity.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Live } from './live.ts';
import { Timeline } from './timeline.ts';

/** Where a session's timeline is recorded. */
export interface TimelinePlace {
  db: Db;
  databasePath: string;
  /** The session's id. */
  session: string;
}

export interface OpenTimelineParts extends TimelinePlace {
  loaded: LoadedLab;
  key: SessionKey;
  log: EventLog;
  live: Live;
  workspace: Workspace;
  step(): string;
  append(event: LabEvent): void;
  onChange(): void;
  onWarning(text: string): void;
}

export function timelineTable({ db, databasePath, session }: TimelinePlace, engine: EngineKind): TimelineTable {
  return createTimelineTable(db, databasePath, session, engine);
}

/** The timeline of services that run: what a crash interrupted is ended first. @throws BackbenchError RESTORE_UNFINISHED, SESSION_BUSY and of the services */
export async function openTimeline(parts: OpenTimelineParts, signal: AbortSignal): Promise<Timeline> {
  const { loaded, key, log, live, workspace, step, append, onChange, onWarning } = parts;
  const timeline = new Timeline({
    loaded, workspace, drivers: live.drivers, environment: live.environment, table: timelineTable(parts, live.environment.engine),
    record: createWorkspaceRecord(parts.db, parts.session), token: ownToken(), step, append, onChange, onWarning,
    events: () => log.of(key.lab, key.variant), newestEvent: () => log.newest(key.lab, key.variant),
  });
  await timeline.opened(signal);
  return timeline;
}

/** Puts the files back as they were before an act that was cut short; the data follows when the services run. */
export async function bringFilesBack(workspace: Workspace, { db, session }: TimelinePlace): Promise<Workspace> {
  const record = createWorkspaceRecord(db, session);
  const names = record.broughtBackNext(ownToken());
  if (names.length > 0) {
    const kept = new Set((await workspace.kept()).map((each) => each.name));
    for (const name of names) if (kept.has(name)) await workspace.restore(name, null);
  }
  record.broughtBack(ownToken());
  return workspace;
}

function ownToken(): string {
  const token = processToken(process.pid);
  if (token === null) throw new Error('this process cannot be named');
  return token;
}
