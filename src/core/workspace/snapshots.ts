/**
 * Snapshots of a folder: a list of what was in it, with the contents in an object store. A file that was not
 * changed since it was last seen is not read again, so an unchanged file of 100 MB costs a look at its date.
 *
 * Beside the workspace, in `<folder>.kept`:
 *   objects/           contents, see object-store.ts
 *   snapshots/<name>   the lists
 *   known.json         which content the workspace's files had when they were last looked at
 */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackbenchError } from '../../shared/errors.ts';
import type { Snapshot } from '../snapshot.ts';
import { syncFolder, writeDurably } from './durable-files.ts';
import { errno } from './file-errors.ts';
import { inParallel, knownOrRead, type KnownHash } from './file-hashes.ts';
import { createObjectStore, hashFile, type ObjectStore } from './object-store.ts';
import { changedAfter, entryAt, scan, type Entry, type PassedOver } from './scan.ts';

const keptSchema = z.strictObject({
  path: z.string(),
  kind: z.enum(['file', 'folder', 'link']),
  mode: z.number().int(),
  size: z.number(),
  /** Of files: the hash of the content. */
  hash: z.string().optional(),
  /** Of links: where they lead. */
  target: z.string().optional(),
});
/** Something that a snapshot holds. */
export type Kept = z.infer<typeof keptSchema>;
/** Something that the workspace holds now; a file that cannot be what was looked for is without its hash. */
export type Present = Pick<Kept, 'path' | 'kind' | 'mode' | 'hash' | 'target'>;

const listSchema = z.strictObject({ version: z.literal(1), entries: z.array(keptSchema) });
const knownSchema = z.record(z.string(), z.strictObject({ stamp: z.string(), hash: z.string() }));

export interface Snapshots {
  /** Keeps everything in `root` under a name, on the disk when it resolves. @returns what that was */
  capture(name: string, root: string): Promise<Kept[]>;
  /** @throws BackbenchError CHECKPOINT_DAMAGED when there is none, or it can't be read */
  read(name: string): Promise<Kept[]>;
  has(name: string): Promise<boolean>;
  /** What `root` holds now, with the hashes of those files that could be one of `wanted`. Keeps nothing. */
  present(root: string, wanted: ReadonlyMap<string, Kept>): Promise<Present[]>;
  /** A file of `root` was just given this content by us. */
  remember(root: string, path: string, hash: string): Promise<void>;
  /** Keeps what is known of the files for the next process. Only saves reading: nobody has to wait for it. */
  saveKnown(): Promise<void>;
  discard(name: string): Promise<void>;
  list(): Promise<Snapshot[]>;
  /** Removes contents that no snapshot holds. */
  collect(): Promise<void>;
  /** Bytes of all contents, each counted once. */
  bytes(): Promise<number>;
  readonly objects: ObjectStore;
}

/**
 * @param kept the folder `<folder>.kept`, absolute
 * @param passedOver what no snapshot holds because it can be made again
 */
export function createSnapshots(kept: string, passedOver: PassedOver): Snapshots {
  const objects = createObjectStore(join(kept, 'objects'));
  const folder = join(kept, 'snapshots');
  const listPath = (name: string): string => join(folder, `${name}.json`);
  const knownPath = join(kept, 'known.json');
  let known: Map<string, KnownHash> | null = null;

  async function allKnown(): Promise<Map<string, KnownHash>> {
    if (known !== null) return known;
    // Only saves reading: without it, or when it is damaged, everything is read once more.
    known = await readFile(knownPath, 'utf8').then((text) => new Map(Object.entries(knownSchema.parse(JSON.parse(text)))), () => new Map());
    return known;
  }

  const hashOf = async (root: string, entry: Entry, beganMs: number, readIt: (absolute: string) => Promise<string>): Promise<string | null> =>
    knownOrRead(await allKnown(), root, entry, beganMs, readIt);

  async function read(name: string): Promise<Kept[]> {
    try {
      return listSchema.parse(JSON.parse(await readFile(listPath(name), 'utf8'))).entries;
    } catch (error) {
      const reason = errno(error) === 'ENOENT' ? 'the list of its files is missing' : 'the list of its files cannot be read';
      throw new BackbenchError('CHECKPOINT_DAMAGED', { name, reason }, { cause: error });
    }
  }

  const names = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));

  return {
    objects,
    read,
    async capture(name, root) {
      const beganMs = Date.now();
      const entries = await scan(root, passedOver);
      const list = await inParallel(entries, async ({ path, kind, mode, size, target, ...rest }): Promise<Kept | null> => {
        if (kind === 'folder') return { path, kind, mode, size };
        if (kind === 'link') return { path, kind, mode, size, target: target ?? '' };
        const hash = await hashOf(root, { path, kind, mode, size, ...rest }, beganMs, (absolute) => objects.add(absolute));
        return hash === null ? null : { path, kind, mode, size, hash };
      });
      const found = list.filter((entry) => entry !== null);
      const isFirst = await mkdir(folder, { recursive: true }) !== undefined;
      await writeDurably(listPath(name), JSON.stringify({ version: 1, entries: found } satisfies z.infer<typeof listSchema>), { mode: 0o600 });
      if (isFirst) await syncFolder(kept);
      const there = new Set(found.map((entry) => entry.path));
      const memory = await allKnown();
      for (const path of memory.keys()) if (!there.has(path)) memory.delete(path);
      return found;
    },
    async saveKnown() {
      // It needs not be on the disk, and one that is cut short is not used.
      if (known !== null) await writeFile(knownPath, JSON.stringify(Object.fromEntries(known)), { mode: 0o600 });
    },
    has: async (name) => (await names()).includes(name),
    async present(root, wanted) {
      const beganMs = Date.now();
      return inParallel(await scan(root, passedOver), async (entry) => {
        const same = wanted.get(entry.path);
        if (entry.kind !== 'file' || same?.kind !== 'file' || same.size !== entry.size) return entry;
        const hash = await hashOf(root, entry, beganMs, hashFile);
        return hash === null ? entry : { ...entry, hash };
      });
    },
    async remember(root, path, hash) {
      const entry = entryAt(root, path);
      if (entry !== null && !changedAfter(entry, Date.now())) (await allKnown()).set(path, { stamp: entry.stamp, hash });
    },
    async discard(name) {
      await rm(listPath(name), { force: true });
    },
    async list() {
      return Promise.all((await names()).map(async (name) => ({ name, bytes: (await read(name).catch(() => [])).reduce((sum, entry) => sum + entry.size, 0) })));
    },
    async collect() {
      const hashes = new Set<string>();
      for (const name of await names()) for (const { hash } of await read(name)) if (hash !== undefined) hashes.add(hash);
      await objects.retain(hashes);
      // What is known refers to contents that may be gone now; only their presence makes it useful.
      const memory = await allKnown();
      for (const [path, { hash }] of memory) if (!hashes.has(hash)) memory.delete(path);
    },
    bytes: () => objects.bytes(),
  };
}
