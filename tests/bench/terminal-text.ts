/** What is printed into measured terminals: a log with colours and other scripts, as programs print it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WORDS = ['GET', 'orders', 'saffron', 'चाय', 'मसाला', 'timeout', '₹450', 'SELECT', 'retry', 'cache', 'Ünïcode', 'ok'] as const;

/** @param bytes the size, about; it ends with a whole line @returns the same text each time */
export function terminalText(bytes: number): Buffer {
  const lines: string[] = [];
  let size = 0;
  // A linear congruential generator with the constants of Numerical Recipes: any fixed sequence would do.
  let state = 42;
  const below = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  while (size < bytes) {
    const words = Array.from({ length: 4 + below(12) }, () => WORDS[below(WORDS.length)] ?? '');
    const line = `\x1b[2m12:00:${String(below(60)).padStart(2, '0')}\x1b[0m \x1b[${String(31 + below(6))}m${words[0] ?? ''}\x1b[0m ${words.slice(1).join(' ')}\r\n`;
    lines.push(line);
    size += Buffer.byteLength(line);
  }
  return Buffer.from(lines.join(''));
}

/** The text in a file. @returns its path, its size, and what removes it */
export function terminalFile(bytes: number): { path: string; bytes: number; dispose(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'bb-bench-text-'));
  const path = join(folder, 'text');
  const text = terminalText(bytes);
  writeFileSync(path, text);
  return { path, bytes: text.length, dispose: () => { rmSync(folder, { recursive: true, force: true }); } };
}
