/** What a process that was killed left running, found again by what was written down and by its mark. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../../process-identity.ts';
import { endFamily, pidOf } from './process-family.ts';
import { markedProcesses } from './process-table.ts';
import { readRecord, removeRecord, writeRecord } from './service-record.ts';

/** How long a leftover service may take to stop cleanly, in milliseconds. */
const SERVICE_GRACE_MS = 8_000;
/** Shells and programs under check have nothing to write, in milliseconds. */
const BESIDE_GRACE_MS = 1_000;

/** The folder of a session that holds the records of shells and programs under check. */
export const besideFolder = (session: string): string => join(session, 'beside');

/** Ends shells and programs under check whose maker has ended. @returns what was ended */
export async function leftBeside(folder: string): Promise<string[]> {
  const ended: string[] = [];
  for (const name of existsSync(folder) ? readdirSync(folder).filter((each) => each.endsWith('.json')) : []) {
    const path = join(folder, name);
    const record = readRecord(path);
    if (record?.maker !== undefined && isRunning(record.maker)) continue;
    if (record !== null && record.token !== null && isRunning(record.token)) {
      await endFamily(record.token, 'SIGHUP', BESIDE_GRACE_MS);
      ended.push(`process ${String(pidOf(record.token))}`);
    }
    removeRecord(path);
  }
  return ended;
}

/** Ends all processes of a session that nobody supervises. @param folder the session's */
export async function endSession(folder: string): Promise<string[]> {
  const ended = await leftBeside(besideFolder(folder));
  for (const service of existsSync(folder) ? readdirSync(folder) : []) {
    const path = join(folder, service, 'process.json');
    const record = readRecord(path);
    if (record === null || record.token === null) continue;
    if (isRunning(record.token)) {
      // Every service stops cleanly on SIGINT: PostgreSQL's fast shutdown, and what Ctrl-C does to the others.
      await endFamily(record.token, 'SIGINT', SERVICE_GRACE_MS);
      ended.push(`process ${service} ${String(pidOf(record.token))}`);
    }
    writeRecord(path, { token: null, port: record.port });
  }
  return ended;
}

/**
 * Ends processes of this installation that no record names: a crash came between their start and the writing.
 * In sessions that are kept, those whose maker still runs are left alone, and so are the recorded services.
 * @param keep whether a session's processes may go on
 */
export async function endUnrecorded(root: string, instance: string, keep: (session: string) => boolean): Promise<string[]> {
  const ended: string[] = [];
  const marked = await markedProcesses(instance);
  const recorded = new Set<number>();
  for (const { pid, start, parent, mark } of marked) {
    if (mark.role !== 'service' || !keep(mark.session)) continue;
    // A service's own children carry its mark too.
    if (recordedTokens(join(root, mark.session)).has(`${String(pid)}@${start}`) || recorded.has(parent)) recorded.add(pid);
  }
  for (const { pid, start, parent, mark } of marked) {
    if (keep(mark.session) && (isRunning(mark.owner) || recorded.has(pid) || recorded.has(parent))) continue;
    await endFamily(`${String(pid)}@${start}`, mark.role === 'service' ? 'SIGINT' : 'SIGHUP', BESIDE_GRACE_MS);
    ended.push(`process ${String(pid)}`);
  }
  return ended;
}

function recordedTokens(folder: string): Set<string> {
  const tokens = (existsSync(folder) ? readdirSync(folder) : []).map((service) => readRecord(join(folder, service, 'process.json'))?.token ?? null);
  return new Set(tokens.filter((token) => token !== null));
}
