/** What the processes of native sessions use, all helpers included. Linux and macOS; nothing elsewhere. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';
import { noRouteCount, type SessionLook, type UsageLook } from '../usage.ts';
import { familyOf, markedProcesses, processTable, type ProcessEntry } from './process-table.ts';

const PS_TIMEOUT_MS = 5_000;

/** @param instance the installation whose sessions are looked at */
export function nativeUsage(instance: string): UsageLook {
  return async () => {
    const marked = await markedProcesses(instance);
    const table = await processTable();
    const families = new Map<string, Set<number>>();
    for (const { pid, mark } of marked) {
      const family = families.get(mark.session) ?? new Set();
      for (const each of familyOf(pid, table)) family.add(each);
      families.set(mark.session, family);
    }
    const sessions = new Map<string, SessionLook>();
    for (const [session, family] of families) sessions.set(session, { memoryMb: await memoryOf(family, table), noRoute: null });
    return { sessions, sharedNoRoute: ownCounter() };
  };
}

/**
 * This process and all it starts share one network. Only where that has nothing but the loopback device is every
 * packet without a route one that was meant for somewhere else; elsewhere nobody counts.
 */
function ownCounter(): number | null {
  if (process.platform !== 'linux') return null;
  const leadsOut = Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal) === true);
  if (leadsOut) return null;
  return noRouteCount(textOf('/proc/self/net/snmp'), textOf('/proc/self/net/snmp6'));
}

/** Memory shared by several processes counts once (PSS): PostgreSQL's buffers would count for each connection. */
async function memoryOf(pids: ReadonlySet<number>, table: readonly ProcessEntry[]): Promise<number> {
  const known = new Set(table.map((entry) => entry.pid));
  let kib = 0;
  if (process.platform === 'linux') {
    for (const pid of pids) if (known.has(pid)) kib += Number(/^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${String(pid)}/smaps_rollup`))?.[1] ?? 0);
  } else if (pids.size > 0) {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', [...pids].join(',')], { timeout: PS_TIMEOUT_MS }).catch(() => ({ stdout: '' }));
    for (const line of stdout.split('\n')) kib += Number(line.trim());
  }
  return kib / 1024;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended meanwhile, or the kernel was built without it.
    return '';
  }
}
