/** The memory of a process and all that it has started, without counting twice what they share (Linux only). */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessMemory {
  pid: number;
  /** The program's name, as the system has it. */
  program: string;
  /** Proportional set size, in megabytes. */
  megabytes: number;
}

/** @param root the first process @returns it and its descendants; one that ends meanwhile is left out */
export function processMemory(root: number): ProcessMemory[] {
  if (process.platform !== 'linux') throw new Error('Memory is measured by /proc, which only Linux has.');
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: ProcessMemory[] = [];
  const queue = [root];
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
    queue.push(...(children.get(pid) ?? []));
    const memory = memoryOf(pid);
    if (memory !== undefined) found.push(memory);
  }
  return found;
}

/** @returns the sum in megabytes */
export function total(processes: readonly ProcessMemory[]): number {
  return processes.reduce((sum, { megabytes }) => sum + megabytes, 0);
}

function parentOf(pid: string): number | undefined {
  const stat = readOrNothing(`/proc/${pid}/stat`);
  // The name, in brackets, may hold anything; the state and the parent come after it.
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function memoryOf(pid: number): ProcessMemory | undefined {
  const kibibytes = /^Pss:\s+(\d+) kB/m.exec(readOrNothing(`/proc/${String(pid)}/smaps_rollup`) ?? '')?.[1];
  const program = readOrNothing(`/proc/${String(pid)}/comm`)?.trim();
  return kibibytes === undefined || program === undefined ? undefined : { pid, program, megabytes: Number(kibibytes) * 1024 / 1e6 };
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined; // It has ended.
  }
}
