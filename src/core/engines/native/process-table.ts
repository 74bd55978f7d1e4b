/**
 * The processes of this machine: who started whom. Linux reads /proc, other systems ask `ps`; on Windows
 * nothing is needed, since taskkill finds a process's children by itself.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ProcessEntry {
  pid: number;
  parent: number;
  group: number;
  /** The terminal session; 0 where the system doesn't tell. */
  session: number;
  /** When it started, in the system's own words: as in process-identity on Linux, empty elsewhere. */
  start: string;
}

/** `ps` answers in some ten milliseconds. */
const PS_TIMEOUT_MS = 5_000;

/** @returns the running processes, zombies left out */
export async function processTable(): Promise<ProcessEntry[]> {
  if (process.platform === 'win32') return [];
  return process.platform === 'linux' ? linuxTable() : psTable();
}

/**
 * The fields are those of proc_pid_stat(5), counted from the one after the name. Read at once: these files are made
 * in memory, and waiting for a thread for each takes ten times as long.
 */
function linuxTable(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    let text: string;
    try {
      text = readFileSync(`/proc/${name}/stat`, 'latin1');
    } catch {
      // It has ended meanwhile.
      continue;
    }
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') continue;
    entries.push({ pid: Number(name), parent: Number(fields[1]), group: Number(fields[2]), session: Number(fields[3]), start: fields[19] ?? '' });
  }
  return entries;
}

async function psTable(): Promise<ProcessEntry[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,pgid=,stat='], { timeout: PS_TIMEOUT_MS, maxBuffer: 8 * 1024 * 1024 });
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/);
    if (pid === undefined || state === undefined || state.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: 0, start: '' }];
  });
}

/**
 * A process and everything that it started and that is still there: its group and all descendants, whatever groups
 * and sessions these made for themselves (PostgreSQL's helpers do).
 * @returns process numbers, parents before their children
 */
export function familyOf(leader: number, table: readonly ProcessEntry[]): number[] {
  const family = new Set<number>(table.some(({ pid }) => pid === leader) ? [leader] : []);
  for (const { pid, group } of table) if (group === leader) family.add(pid);
  for (let before = -1; before !== family.size;) {
    before = family.size;
    for (const { pid, parent } of table) if (family.has(parent)) family.add(pid);
  }
  return [...family];
}

/** A mark that processes of ours carry in their environment. */
export interface Mark {
  /** The installation. */
  instance: string;
  session: string;
  /** Services may outlive the process that started them; what runs beside them may not. */
  role: 'service' | 'beside';
  /** The token of the process that started it. */
  owner: string;
}

/** The variable that carries the mark. */
const VARIABLE = 'BACKBENCH_PROCESS';

/** @returns the environment variable that marks a process */
export function markVariable(mark: Mark): Record<string, string> {
  return { [VARIABLE]: [mark.instance, mark.session, mark.role, mark.owner].join(' ') };
}

/**
 * Finds processes by their mark: those that were started a moment before a crash, when nothing was written down yet.
 * Only Linux shows a process's environment reliably; elsewhere the written records have to do.
 */
export async function markedProcesses(instance: string): Promise<(ProcessEntry & { mark: Mark })[]> {
  if (process.platform !== 'linux') return [];
  const uid = process.getuid?.();
  const found = await Promise.all((await processTable()).map(async (entry) => {
    const folder = `/proc/${String(entry.pid)}`;
    const owner = await stat(folder).then(({ uid: of }) => of, () => null);
    if (owner !== uid) return null;
    const environment = await readFile(`${folder}/environ`, 'utf8').catch(() => '');
    const value = environment.split('\0').find((variable) => variable.startsWith(`${VARIABLE}=`))?.slice(VARIABLE.length + 1);
    const mark = value === undefined ? null : readMark(value);
    return mark?.instance === instance ? { ...entry, mark } : null;
  }));
  return found.filter((entry) => entry !== null);
}

function readMark(value: string): Mark | null {
  const [instance, session, role, owner] = value.split(' ');
  if (instance === undefined || session === undefined || owner === undefined) return null;
  return role === 'service' || role === 'beside' ? { instance, session, role, owner } : null;
}
