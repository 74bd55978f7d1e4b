/**
 * Notices when anything in a workspace changes, whoever changed it. One watcher a listed folder, because
 * Node's recursive watching walks into everything (node_modules included) and loses new folders on Linux.
 */
import { watch, type FSWatcher } from 'node:fs';
import { join, sep } from 'node:path';
import { listFolder } from './listing.ts';

/** Saving, building and unpacking come in bursts; one look after each is enough. */
const QUIET_MS = 80;
/** In a burst that does not end, look this often all the same. */
const LONGEST_WAIT_MS = 500;
/** Where the system has no watchers left (inotify's limit is per user), look every so often instead. */
const POLL_MS = 2_000;

export interface FolderWatch {
  /** Looks at once, e.g. after an own write. */
  poke(): void;
  /** Stops watching. Resolves when no look is under way. */
  dispose(): Promise<void>;
}

/** @param onChange called after the folder's listing has changed */
export function watchFolder(root: string, onChange: () => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  let disposed = false;
  let signature: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let firstNotice: number | null = null;
  let looking: Promise<void> = Promise.resolve();

  const schedule = (delay: number): void => {
    if (disposed) return;
    firstNotice ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(() => { looking = looking.then(look); }, Math.max(0, Math.min(delay, firstNotice + LONGEST_WAIT_MS - Date.now())));
  };

  const look = async (): Promise<void> => {
    firstNotice = null;
    if (disposed) return;
    let poll = false;
    try {
      const listing = await listFolder(root);
      if (disposed) return;
      poll = !follow(listing.opened);
      // The first look tells too: whoever listed the folder meanwhile may have missed what this look saw.
      if (signature !== listing.signature) {
        signature = listing.signature;
        onChange();
      }
    } catch {
      // The workspace itself is gone or closed to us for a moment (a drive that sleeps): look again later.
      poll = true;
    }
    if (poll && !disposed) {
      clearTimeout(timer);
      timer = setTimeout(() => { looking = looking.then(look); }, POLL_MS);
    }
  };

  /** Watches exactly these folders. @returns false when the system refused some */
  const follow = (folders: readonly string[]): boolean => {
    const wanted = new Set(folders);
    for (const [folder, watcher] of watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    let complete = true;
    let added = false;
    for (const folder of wanted) {
      if (watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, { persistent: false }, (event, name) => {
          if (event === 'rename') forget(folder, name);
          schedule(QUIET_MS);
        });
        watcher.on('error', () => {
          watcher.close();
          watchers.delete(folder);
          schedule(QUIET_MS);
        });
        watchers.set(folder, watcher);
        added = true;
      } catch {
        complete = false;
      }
    }
    // Something may have changed in a folder after it was listed and before its watcher stood.
    if (added) schedule(QUIET_MS);
    return complete;
  };

  /** A folder that was moved, or removed and made again, is another one now: its watcher looks at the old one. */
  const forget = (parent: string, name: string | null): void => {
    const gone = name === null ? null : join(parent, name);
    for (const [folder, watcher] of watchers) {
      if (folder === root || !(gone === null || folder === gone || folder.startsWith(gone + sep))) continue;
      watcher.close();
      watchers.delete(folder);
    }
  };

  looking = look();
  return {
    poke: () => { schedule(0); },
    async dispose() {
      disposed = true;
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
      await looking;
    },
  };
}
