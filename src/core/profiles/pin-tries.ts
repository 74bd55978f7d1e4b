/** How often a PIN was wrong, on disk, so that neither a restart nor a kill gives more tries. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { withFileErrors } from '../workspace/file-errors.ts';
import { writeDurably } from '../workspace/durable-files.ts';

/** Mistyping twice costs nothing. */
const FREE_TRIES = 3;
const FIRST_WAIT_SECONDS = 5;
/** With this, trying all PINs of four digits takes about a hundred days. */
const LONGEST_WAIT_SECONDS = 15 * 60;

const schema = z.object({ failures: z.number().int().min(0), at: z.number() });
export type PinTries = z.infer<typeof schema>;

/** @returns how long to wait after so many wrong tries in a row, in seconds: none, then 5, doubling up to a quarter of an hour */
export function waitAfter(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (failures - FREE_TRIES));
}

/** @param now milliseconds since 1970. @returns seconds until the next try, rounded up. A clock that was put back gains nothing */
export function secondsLeft({ failures, at }: PinTries, now: number): number {
  const waited = Math.max(0, now - at) / 1_000;
  return Math.max(0, Math.ceil(waitAfter(failures) - waited));
}

export function readTries(path: string): PinTries {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { failures: 0, at: 0 };
  }
}

/** @throws BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE: a try that can't be counted is none */
export async function writeTries(path: string, tries: PinTries): Promise<void> {
  await withFileErrors(path, () => (tries.failures === 0 ? rm(path, { force: true }) : writeDurably(path, JSON.stringify(tries), { mode: 0o600 })));
}
