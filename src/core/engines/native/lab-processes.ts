/** What the learner runs in a session's terminals on this machine. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EnvironmentProcess } from '../engine.ts';
import { pidOf } from './process-family.ts';
import { familyOf, markedProcesses } from './process-table.ts';
import { RUN_MARK } from './run-processes.ts';
import { readRecord } from './service-record.ts';

/** `ps` answers in some ten milliseconds. */
const PS_TIMEOUT_MS = 5_000;
/** The state of a socket that listens, in /proc/net/tcp (include/net/tcp_states.h, TCP_LISTEN). */
const LISTENING = '0A';

/**
 * @param besideFolder where the session's shells are written down
 * @returns null where the system has no way to tell
 */
export async function nativeProcesses(instance: string, session: string, besideFolder: string): Promise<EnvironmentProcess[] | null> {
  if (process.platform === 'win32') return null;
  return process.platform === 'linux' ? linuxProcesses(instance, session) : shellProcesses(besideFolder);
}

/** By the mark that each shell carries in its environment and hands on to what it starts. */
async function linuxProcesses(instance: string, session: string): Promise<EnvironmentProcess[]> {
  const mine = (await markedProcesses(instance)).filter(({ mark }) => mark.session === session && mark.role === 'beside');
  const ports = listeningPorts();
  return mine.flatMap(({ pid }): EnvironmentProcess[] => {
    const folder = `/proc/${String(pid)}`;
    try {
      if (readFileSync(`${folder}/environ`, 'latin1').includes(`${RUN_MARK}=`)) return [];
      const command = readFileSync(`${folder}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return command === '' ? [] : [{ pid, command, ports: socketsOf(folder).flatMap((inode) => ports.get(inode) ?? []) }];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

/** By the inode of the socket, proc_net_tcp(5). */
function listeningPorts(): Map<string, number> {
  const ports = new Map<string, number>();
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readLines(file)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === LISTENING && inode !== undefined) ports.set(inode, Number.parseInt(local?.split(':')[1] ?? '', 16));
    }
  }
  return ports;
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'latin1').split('\n').slice(1);
  } catch {
    // No IPv6 here.
    return [];
  }
}

function socketsOf(folder: string): string[] {
  return readdirSync(join(folder, 'fd')).flatMap((name) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, 'fd', name)))?.[1] ?? [];
    } catch {
      // Closed meanwhile.
      return [];
    }
  });
}

/** By the family of each shell; ports are not told by `ps`. */
async function shellProcesses(besideFolder: string): Promise<EnvironmentProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,pgid=,command='], { timeout: PS_TIMEOUT_MS, maxBuffer: 16 * 1024 * 1024 });
  const table = stdout.split('\n').flatMap((line) => {
    const [, pid, parent, group, command] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: 0, start: '', command }];
  });
  const shells = readdirSync(besideFolder).filter((name) => name.startsWith('shell-')).flatMap((name) => readRecord(join(besideFolder, name))?.token ?? []);
  const mine = new Set(shells.flatMap((token) => familyOf(pidOf(token), table)));
  return table.filter(({ pid }) => mine.has(pid)).map(({ pid, command }) => ({ pid, command, ports: null }));
}
