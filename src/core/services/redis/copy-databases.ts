/**
 * Which logical databases hold copies for programs under check. Each is noted on the disk before it is used, so that
 * one that a killed app left is emptied and not taken for the learner's.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Endpoint } from '../../engines/engine.ts';
import { withRedis } from './connection.ts';
import { freeDatabase } from './scratch-database.ts';

/** `copy-<database>`, an empty file. */
const NOTE = /^copy-(\d+)$/;
/** Emptying a copy, in milliseconds. */
const CLEAN_TIMEOUT_MS = 10_000;

export interface CopyDatabases {
  /** @returns a database that nothing else uses, empty. @throws BackbenchError QUERY_FAILED when there is none, SERVICE_UNREACHABLE */
  take(signal: AbortSignal): Promise<number>;
  /** Empties it for the next. @throws BackbenchError SERVICE_UNREACHABLE */
  free(index: number): Promise<void>;
}

/** @param folder where notes are kept; made when it is missing */
export function createCopyDatabases(endpoint: () => Endpoint, folder: string): CopyDatabases {
  /** One whose first data is empty would look free. */
  const taken = new Set<number>();
  let cleaned: Promise<void> | null = null;

  async function free(index: number): Promise<void> {
    try {
      await withRedis({ ...endpoint(), database: String(index) }, { signal: AbortSignal.timeout(CLEAN_TIMEOUT_MS) }, ({ send }) => send(['FLUSHDB', 'ASYNC']));
      await rm(join(folder, `copy-${String(index)}`), { force: true });
    } finally {
      taken.delete(index);
    }
  }

  async function cleanLeft(): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      const index = NOTE.exec(name)?.[1];
      if (index !== undefined) await free(Number(index));
    }
  }

  return {
    free,
    async take(signal) {
      cleaned ??= cleanLeft();
      // What could not be emptied now is tried again next time; it is not empty and so not chosen.
      await cleaned.catch(() => { cleaned = null; });
      let index: number;
      // Two that look at the same time see the same one free.
      do index = await withRedis(endpoint(), { signal }, ({ send }) => freeDatabase(send, Number(endpoint().database), taken));
      while (taken.has(index));
      taken.add(index);
      await writeFile(join(folder, `copy-${String(index)}`), '');
      return index;
    },
  };
}
