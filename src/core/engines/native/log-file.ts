/** A service's log file: its last lines, and new ones as they come. */
import { closeSync, copyFileSync, createReadStream, existsSync, fstatSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A log above this size is put aside, in bytes. One older part is kept. */
const ROTATE_BYTES = 5 * 1024 * 1024;
/** How much of the end is looked at for the last lines, in bytes. */
const TAIL_BYTES = 512 * 1024;
/** How often a followed log is looked at, in milliseconds: quick enough to feel live. */
const FOLLOW_MS = 150;

/**
 * Keeps a log from growing without end. Works while the service writes: it appends, so that it goes on at the
 * new end of a file that was emptied. A line that is written at that very moment may be lost.
 */
export function capLog(path: string): void {
  if (!existsSync(path) || statSync(path).size <= ROTATE_BYTES) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path, 0);
}

/** The last lines, oldest first; empty when there is no log yet. */
export function lastLines(path: string, count: number): string[] {
  return readEnd(path).lines.slice(-count);
}

function readEnd(path: string): { lines: string[]; end: number } {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return { lines: [], end: 0 };
  }
  try {
    const { size } = fstatSync(file);
    const from = Math.max(0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - from);
    readSync(file, bytes, 0, bytes.length, from);
    // What comes after the last line break is not complete: a follower reads it again.
    const complete = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
    const lines = complete.toString('utf8').split(/\r?\n/).slice(from === 0 ? 0 : 1, -1);
    return { lines, end: from + complete.length };
  } finally {
    closeSync(file);
  }
}

/** The last `tail` lines, then, while `follow`, each new line. Ends with the signal. */
export async function* logLines(
  path: string, options: { tail: number; follow: boolean; signal: AbortSignal },
): AsyncGenerator<string, void, void> {
  let { lines, end } = readEnd(path);
  yield* lines.slice(-options.tail);
  while (options.follow && !options.signal.aborted) {
    const size = existsSync(path) ? statSync(path).size : 0;
    if (size < end) end = 0; // It was emptied, see capLog.
    if (size > end) {
      const chunks: Buffer[] = [];
      for await (const chunk of createReadStream(path, { start: end, end: size - 1 })) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      const complete = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
      end += complete.length;
      lines = complete.toString('utf8').split(/\r?\n/).slice(0, -1);
      yield* lines;
    }
    await sleep(FOLLOW_MS, undefined, { signal: options.signal }).catch(() => undefined);
  }
}
