/** Hashes of files that are remembered as long as the files are not touched: an unchanged file of 100 MB costs a look at its date. */
import { join } from 'node:path';
import { errno } from './file-errors.ts';
import { changedAfter, entryAt, type Entry } from './scan.ts';

/** What is known of a path: the hash of its content while the entry had this stamp. */
export interface KnownHash {
  stamp: string;
  hash: string;
}

/**
 * The hash of a file as it is now, from what is known or by reading it; what is learnt is remembered when it can be relied on.
 * @param known by the entry's path; changed
 * @param beganMs when the look at the folder began, in milliseconds since 1970
 * @param read reads the file and gives its hash
 * @returns null when the file has gone
 */
export async function knownOrRead(
  known: Map<string, KnownHash>, root: string, entry: Entry, beganMs: number, read: (absolute: string) => Promise<string>,
): Promise<string | null> {
  const remembered = known.get(entry.path);
  if (remembered?.stamp === entry.stamp) return remembered.hash;
  const hash = await read(join(root, entry.path)).catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return null;
    throw error;
  });
  const after = entryAt(root, entry.path);
  if (hash !== null && after?.stamp === entry.stamp && !changedAfter(entry, beganMs)) known.set(entry.path, { stamp: entry.stamp, hash });
  else known.delete(entry.path);
  return hash;
}

/** Files read at a time. More wait for the disk anyway. */
const AT_ONCE = 8;

/** Does something for each of a list, a few at a time, results in order. */
export async function inParallel<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await act(items[index] as T);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
