/** Progress as it leaves this machine: what {@link writeProgressFile} signs, put together from the log and the workspaces. */
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { collectWork } from './collect-work.ts';
import type { DeviceKey } from './device-key.ts';
import type { EventLog } from './event-log.ts';
import { MOST_NAME_LENGTH, writeProgressFile, type ProgressContent } from './progress-file.ts';
import type { SessionTable } from './session-table.ts';

export interface ExportParts {
  log: Pick<EventLog, 'chain' | 'lastNumber'>;
  table: Pick<SessionTable, 'all'>;
  key: DeviceKey;
  /** Whose values labs have here. */
  learner: string;
  dataFolder: string;
}

export interface ExportOptions {
  /** What the learner is called in the class; no more than this is told of who they are. */
  pseudonym: string;
  /** Whether the files of the labs go along, so that a teacher can run the checks again. */
  withWork: boolean;
  signal: AbortSignal;
}

export interface ExportedProgress {
  bytes: Buffer;
  content: ProgressContent;
}

/** @throws BackbenchError INPUT_REFUSED for a pseudonym without a letter or too long; the signal's reason */
export async function exportProgress({ log, table, key, learner, dataFolder }: ExportParts, { pseudonym, withWork, signal }: ExportOptions): Promise<ExportedProgress> {
  const name = pseudonym.trim();
  if (name === '' || name.length > MOST_NAME_LENGTH) {
    throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'name', message: `A name has 1 to ${String(MOST_NAME_LENGTH)} characters.` }] });
  }
  const work = withWork ? await collectWork(table.all(), join(dataFolder, 'workspaces'), signal) : [];
  const content: ProgressContent = { pseudonym: name, values: learner, exportedAt: Date.now(), lastNumber: log.lastNumber(), events: log.chain(), work };
  return { bytes: writeProgressFile(content, key), content };
}

/** For who gave no name: enough of the device's key to tell learners of a class apart. */
export const unnamed = (key: Pick<DeviceKey, 'fingerprint'>): string => `learner-${key.fingerprint.slice(0, 6)}`;
