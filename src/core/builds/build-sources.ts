/** What a build can read of a workspace, as one text that changes whenever any of it does. */
import { dirname, join, resolve, sep } from 'node:path';
import { inParallel, knownOrRead, type KnownHash } from '../workspace/file-hashes.ts';
import { hashFile } from '../workspace/object-store.ts';
import { scan } from '../workspace/scan.ts';

/** The folder of a workspace that builds write to: what is in it is made, not written by hand, and is no source. */
export const BUILD_FOLDER = '.build';

/** Permission bits of which any makes a file a program. */
const EXECUTABLE = 0o111;
/** More files than a lab's program has; looking at a package folder of this size costs as much as many a build. */
const MAX_ENTRIES = 5_000;

/**
 * @param root the workspace, absolute
 * @param known remembered from one call to the next, for this workspace alone
 * @returns null when it can't be told: a link leads out of the workspace, or there is too much
 * @throws the file system's error when something can't be read
 */
export async function buildSources(root: string, known: Map<string, KnownHash>): Promise<string | null> {
  const beganMs = Date.now();
  const entries = await scan(root, (_root, path) => Promise.resolve(path === BUILD_FOLDER));
  if (entries.length > MAX_ENTRIES) return null;
  if (entries.some((entry) => entry.kind === 'link' && !leadsInside(root, entry.path, entry.target ?? ''))) return null;
  const lines = await inParallel(entries, async (entry) => {
    const content = entry.kind === 'file' ? await knownOrRead(known, root, entry, beganMs, hashFile) : entry.target ?? '';
    return JSON.stringify([entry.path, entry.kind, entry.kind === 'file' && (entry.mode & EXECUTABLE) !== 0, content]);
  });
  const there = new Set(entries.map((entry) => entry.path));
  for (const path of known.keys()) if (!there.has(path)) known.delete(path);
  return lines.join('\n');
}

function leadsInside(root: string, path: string, target: string): boolean {
  const end = resolve(dirname(join(root, path)), target);
  return end === root || end.startsWith(`${root}${sep}`);
}
