/** Notices each save in the folder of a lab that is being written. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLabTree } from './lab-tree.ts';

/**
 * How often the folder is looked at, in milliseconds. Looking finds whatever an editor does to save (write, rename,
 * a new folder) on every system, and a lab has few files: a look takes some milliseconds.
 */
const LOOK_MS = 250;

export interface PreviewWatch {
  /** Resolves when no look is under way. */
  dispose(): Promise<void>;
}

/**
 * @param folder the lab's, absolute
 * @param onSave called after each change since this resolved, and waited for
 */
export async function watchLabFolder(folder: string, onSave: (signal: AbortSignal) => Promise<void>): Promise<PreviewWatch> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let before = await signature(folder, signal);
  const watching = (async () => {
    while (!signal.aborted) {
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
      const now = await signature(folder, signal);
      if (signal.aborted || now === before) continue;
      before = now;
      await onSave(signal);
    }
  })().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return {
    async dispose() {
      stopping.abort();
      await watching;
    },
  };
}

/** Each file with its size and times; a folder that is gone or half written is a state like others. */
async function signature(folder: string, signal: AbortSignal): Promise<string> {
  try {
    const { files } = await readLabTree(folder, signal);
    const stats = await Promise.all([...files].sort().map(async (file) => {
      const stat = await lstat(join(folder, file)).catch(() => null);
      return stat === null ? `${file} gone` : `${file} ${String(stat.size)} ${String(stat.mtimeMs)} ${String(stat.ino)}`;
    }));
    return stats.join('\n');
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}
