/** What is written down about a process that must be found again: after a crash, or by the command line. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const recordSchema = z.object({
  /** Names the process, see process-identity. Null once it has ended: then only the port is remembered. */
  token: z.string().regex(/^\d+@/).nullable(),
  port: z.number().int(),
  /** For processes that must not outlive their maker: its token. */
  maker: z.string().optional(),
});
export type ProcessRecord = z.infer<typeof recordSchema>;

/** @returns null when there is none, or when it is damaged: then the process cannot be ours to signal */
export function readRecord(path: string): ProcessRecord | null {
  try {
    return recordSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** Replaces the record in one step. */
export function writeRecord(path: string, record: ProcessRecord): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(record));
  renameSync(`${path}.new`, path);
}

export function removeRecord(path: string): void {
  rmSync(path, { force: true });
}
