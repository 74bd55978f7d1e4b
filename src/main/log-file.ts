/** The app's log: what main notes and what the lab host prints. Kept small by rotation, and free of passwords. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** About ten thousand lines: enough for the last weeks, small enough to attach to a report. */
const ROTATE_BYTES = 1_000_000;
/** Older logs kept, as name.1 (newest) to name.3. */
const KEPT = 3;

/** A URL's password, and what follows a name that says it is secret, in the ways that programs write them. */
const SECRETS: readonly [RegExp, string][] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, '$1:…@'],
  [/(["']?\b\w*(?:password|passwd|secret|token|PGPASSWORD|REDISCLI_AUTH)["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&}]+)/gi, '$1…'],
  [/(--(?:password|pass|requirepass|auth)[ =]|\brequirepass )\S+/gi, '$1…'],
];

/** @returns the text with everything that looks like a password taken out */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/**
 * Opens a log. Writing never throws: a full disk must not end the app.
 * @param path of the file; its folder is made
 * @param now for the time on each line
 */
export function openLog(path: string, now: () => Date = () => new Date()): (source: string, text: string) => void {
  let size: number | undefined;
  return (source, text) => {
    const line = `${now().toISOString()} ${source}: ${withoutSecrets(text.trimEnd())}\n`;
    try {
      size ??= begin(path);
      if (size > ROTATE_BYTES) size = rotate(path);
      appendFileSync(path, line);
      size += Buffer.byteLength(line);
    } catch {
      size = undefined;
    }
  };
}

function begin(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function rotate(path: string): number {
  for (let n = KEPT; n >= 1; n -= 1) {
    const from = n === 1 ? path : `${path}.${n - 1}`;
    if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, `${path}.${n}`);
  }
  return 0;
}
