/** What can be done to a service that is a process on this machine. */
import { accessSync, constants } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { FaultKind, FaultObstacle } from '../../../shared/faults.ts';
import type { FullDisk } from '../../services/service.ts';
import { runProgram } from '../../services/run-program.ts';
import type { Endpoint } from '../engine.ts';
import { familyOf, processTable } from './process-table.ts';

/** prlimit answers in milliseconds. */
const LIMIT_TIMEOUT_MS = 5_000;
/** Where the file lies meanwhile whose place is taken. */
const ASIDE = '.backbench-aside';

/** @param path the value of PATH */
export function nativeObstacle(kind: FaultKind, fullDisk: FullDisk | undefined, platform: NodeJS.Platform, path: string): FaultObstacle | null {
  if (kind !== 'disk-full') return null;
  if (fullDisk === undefined) return 'not-this-server';
  if (fullDisk.how === 'blocked-file') return null;
  if (platform !== 'linux') return 'needs-linux';
  return path.split(delimiter).some((folder) => folder !== '' && isProgram(join(folder, 'prlimit'))) ? null : 'needs-prlimit';
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param pid the server's first process @throws Error with the system's words */
export async function limitFileSize(pid: number, bytes: number | null, signal: AbortSignal): Promise<void> {
  // The soft limit only: an ordinary user may raise it again. Children first, as their parent hands on what it has.
  for (const each of familyOf(pid, await processTable()).reverse()) {
    await runProgram('prlimit', ['--pid', String(each), `--fsize=${bytes === null ? 'unlimited' : String(bytes)}:`], { service: 'prlimit', timeoutMs: LIMIT_TIMEOUT_MS, signal })
      .catch((error: unknown) => {
        // A connection's process that has ended meanwhile needs no limit.
        if (each === pid) throw error;
      });
  }
}

/** Puts a folder where a server would write a file, or takes it away; what was there before comes back. */
export async function blockFile(folder: string, name: string, blocked: boolean): Promise<void> {
  const [place, aside] = [join(folder, name), join(folder, `${name}${ASIDE}`)];
  const there = await stat(place).catch(() => null);
  if (blocked) {
    if (there?.isDirectory() === true) return;
    if (there !== null) await rename(place, aside);
    await mkdir(join(place, 'full'), { recursive: true });
    return;
  }
  if (there?.isDirectory() === true) await rm(place, { recursive: true, force: true });
  await rename(aside, place).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
}

/** @throws Error with the reason */
export async function fillNativeDisk(
  fullDisk: FullDisk, service: { pid: number | null; data: string; endpoint: Endpoint | null }, full: boolean, signal: AbortSignal,
): Promise<void> {
  if (fullDisk.how === 'file-size') {
    // A process that is started again has no such limit.
    if (service.pid !== null) await limitFileSize(service.pid, full ? fullDisk.bytes : null, signal);
    return;
  }
  await blockFile(service.data, fullDisk.file, full);
  if (service.pid !== null && service.endpoint !== null) await fullDisk.settle(service.endpoint, full, signal);
}
