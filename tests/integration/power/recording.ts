/** Every change that a process makes to the files below a folder, in order, as strace(1) saw it. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Change =
  | { kind: 'make-file'; path: string }
  | { kind: 'make-folder'; path: string }
  | { kind: 'write'; path: string; at: number; bytes: Buffer }
  | { kind: 'truncate'; path: string; length: number }
  | { kind: 'sync'; path: string }
  | { kind: 'rename'; from: string; to: string }
  | { kind: 'link'; from: string; to: string }
  | { kind: 'remove'; path: string }
  /** What the process said of itself, a line. */
  | { kind: 'said'; text: string };

const CALLS = [
  'openat', 'open', 'creat', 'write', 'pwrite64', 'writev', 'pwritev', 'fsync', 'fdatasync', 'ftruncate', 'truncate',
  'rename', 'renameat', 'renameat2', 'link', 'linkat', 'unlink', 'unlinkat', 'rmdir', 'mkdir', 'mkdirat',
];
/** More than any write of ours. */
const LONGEST_BYTES = 4_000_000;

export interface Ended { code: number | null; errors: string; said: string[] }

/** Runs a program of Node's under strace. @param inject what strace is to make fail, in its own words */
export async function traced(words: readonly string[], { log, inject = [] }: { log?: string; inject?: readonly string[] }): Promise<Ended> {
  const trace = log === undefined
    ? ['-f', '-o', '/dev/null', '-e', `trace=${CALLS.join(',')}`]
    : ['-ff', '-ttt', '-T', '-xx', '-y', '-s', String(LONGEST_BYTES), '-o', log, '-e', `trace=${CALLS.join(',')}`];
  const child = spawn('strace', ['-qq', ...trace, ...inject, process.execPath, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let errors = '';
  child.stdout.on('data', (piece: Buffer) => { said += piece.toString(); });
  child.stderr.on('data', (piece: Buffer) => { errors += piece.toString(); });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  return { code, errors, said: said.split('\n').filter((line) => line !== '') };
}

/** @param log the files' beginning that strace was given @param folder changes elsewhere are left out */
export function readChanges(log: string, folder: string): Change[] {
  const name = log.slice(log.lastIndexOf('/') + 1);
  const files = readdirSync(join(log, '..')).filter((each) => each.startsWith(`${name}.`));
  const calls = files.flatMap((file) => readFileSync(join(log, '..', file), 'latin1').split('\n').flatMap(readCall));
  // A call has happened when it returns; the threads of one process share no order but that.
  calls.sort((a, b) => a.endedAt - b.endedAt);
  const offsets = new Map<number, number>();
  return calls.flatMap((call) => changeOf(call, offsets)).filter((change) => change.kind === 'said' || pathsOf(change).every((path) => path.startsWith(`${folder}/`) || path === folder));
}

const pathsOf = (change: Exclude<Change, { kind: 'said' }>): string[] => (change.kind === 'rename' || change.kind === 'link' ? [change.from, change.to] : [change.path]);

interface Call { name: string; args: string[]; result: number; endedAt: number }

const CALL = /^(\d+\.\d+) (\w+)\((.*)\)\s+= (-?\d+)(?:<[^>]*>)?[^<]*<(\d+\.\d+)>$/s;

function readCall(line: string): Call[] {
  const [, began, name, args, result, took] = CALL.exec(line) ?? [];
  if (began === undefined || name === undefined || args === undefined || result === undefined || took === undefined || Number(result) < 0) return [];
  return [{ name, args: splitArguments(args), result: Number(result), endedAt: Number(began) + Number(took) }];
}

/** At commas that are in no string and no brackets. */
function splitArguments(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (letter === '[' || letter === '{' || letter === '<') depth += 1;
    else if (letter === ']' || letter === '}' || letter === '>') depth -= 1;
    else if (letter === ',' && depth === 0) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...found, text.slice(from).trim()];
}

const bytesOf = (text: string): Buffer => Buffer.from(/"((?:\\x[0-9a-f]{2})*)"/.exec(text)?.[1]?.replaceAll('\\x', '') ?? '', 'hex');
/** Of all pieces of a vector. */
const allBytesOf = (text: string): Buffer => Buffer.concat([...text.matchAll(/"(?:\\x[0-9a-f]{2})*"/g)].map(([each]) => bytesOf(each)));
const pathOf = (text: string): string => bytesOf(text).toString();
const numberOf = (text: string | undefined): number => Number.parseInt(text ?? '', 10);
/** Of a descriptor with its path: `17</tmp/x>`. strace writes the path as it writes strings. */
function openPath(text: string): string {
  const inner = /^\d+<(.*)>$/s.exec(text)?.[1] ?? '';
  return inner.includes('\\x') ? Buffer.from(inner.replaceAll('\\x', ''), 'hex').toString() : inner;
}

function changeOf({ name, args, result }: Call, offsets: Map<number, number>): Change[] {
  const [first = '', second = '', third = '', fourth = ''] = args;
  switch (name) {
    case 'open':
    case 'openat': {
      const [path, flags] = name === 'open' ? [pathOf(first), second] : [pathOf(second), third];
      offsets.set(result, 0);
      return [
        ...(flags.includes('O_CREAT') ? [{ kind: 'make-file' as const, path }] : []),
        ...(flags.includes('O_TRUNC') ? [{ kind: 'truncate' as const, path, length: 0 }] : []),
      ];
    }
    case 'write':
    case 'writev': {
      const file = numberOf(first);
      const bytes = (name === 'write' ? bytesOf(second) : allBytesOf(second)).subarray(0, result);
      if (file === 1) return bytes.toString().split('\n').filter((line) => line !== '').map((text) => ({ kind: 'said', text }));
      const at = offsets.get(file) ?? 0;
      offsets.set(file, at + result);
      return [{ kind: 'write', path: openPath(first), at, bytes }];
    }
    case 'pwrite64': return [{ kind: 'write', path: openPath(first), at: numberOf(fourth), bytes: bytesOf(second).subarray(0, result) }];
    case 'pwritev': return [{ kind: 'write', path: openPath(first), at: numberOf(fourth), bytes: allBytesOf(second).subarray(0, result) }];
    case 'fsync':
    case 'fdatasync': return [{ kind: 'sync', path: openPath(first) }];
    case 'ftruncate': return [{ kind: 'truncate', path: openPath(first), length: numberOf(second) }];
    case 'rename': return [{ kind: 'rename', from: pathOf(first), to: pathOf(second) }];
    case 'renameat':
    case 'renameat2': return [{ kind: 'rename', from: pathOf(second), to: pathOf(fourth) }];
    case 'link': return [{ kind: 'link', from: pathOf(first), to: pathOf(second) }];
    case 'linkat': return [{ kind: 'link', from: pathOf(second), to: pathOf(fourth) }];
    case 'unlink':
    case 'rmdir': return [{ kind: 'remove', path: pathOf(first) }];
    case 'unlinkat': return [{ kind: 'remove', path: pathOf(second) }];
    case 'mkdir': return [{ kind: 'make-folder', path: pathOf(first) }];
    case 'mkdirat': return [{ kind: 'make-folder', path: pathOf(second) }];
    // A call that makes changes and is not understood would prove nothing.
    default: throw new Error(`strace saw ${name}, which is not followed.`);
  }
}
