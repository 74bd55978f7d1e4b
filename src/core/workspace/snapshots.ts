/**
 * Snapshots of a folder: a list of what was in it, with the contents in an object store. A file that was not
 * changed since it was last seen is not read again, so an unchanged file of 100 MB costs a look at its date.
 *
 * Beside the workspace, in `<folder>.kept`:
 *   objects/           contents, see object-store.ts
 *   snapshots/<name>   the lists
 *   known.json         which content the workspace's files had when they were last looked at
 */
import { lstatSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackbenchError } from '../../shared/errors.ts';
import type { Snapshot } from '../snapshot.ts';
import { waitForAll } from '../wait-for-all.ts';
import { syncFolder, writeDurably } from './durable-files.ts';
import { errno } from './file-errors.ts';
import { inParallel, knownOrRead, type KnownHash } from './file-hashes.ts';
import { createObjectStore, hashFile, type ObjectStore, type Staged } from './object-store.ts';
import { changedAfter, entryAt, scan, type PassedOver } from './scan.ts';

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

/** What a folder holds, about to be kept. */
export interface Draft {
  readonly entries: readonly Kept[];
  /** Under a name; on the disk when it resolves. */
  keep(name: string): Promise<void>;
}

const listSchema = z.strictObject({ version: z.literal(1), entries: z.array(keptSchema) });
const knownSchema = z.record(z.string(), z.strictObject({ stamp: z.string(), hash: z.string() }));

export interface Snapshots {
  /** Copies what is new in `root`. {@link Draft.keep} must follow at once, also when nothing else comes of it. */
  draft(root: string): Promise<Draft>;
  /** Keeps everything in `root` under a name, on the disk when it resolves. */
  capture(name: string, root: string): Promise<void>;
  /** @throws BackbenchError CHECKPOINT_DAMAGED when there is none, or it can't be read */
  read(name: string): Promise<Kept[]>;
  has(name: string): boolean;
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
    known = await readFile(knownPath, 'utf8').then((text) => new Map(Object.entries(knownSchema.parse(JSON.parse(text))))).catch(() => new Map());
    return known;
  }

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

  async function draft(root: string): Promise<Draft> {
    const beganMs = Date.now();
    const memory = await allKnown();
    const fresh: Staged[] = [];
    const found = await inParallel(await scan(root, passedOver), async ({ path, kind, mode, size, target, ...rest }): Promise<Kept | null> => {
      if (kind === 'folder') return { path, kind, mode, size };
      if (kind === 'link') return { path, kind, mode, size, target: target ?? '' };
      const hash = await knownOrRead(memory, root, { path, kind, mode, size, ...rest }, beganMs, async (absolute) => {
        const staged = await objects.stage(absolute);
        fresh.push(staged);
        return staged.hash;
      });
      return hash === null ? null : { path, kind, mode, size, hash };
    });
    const entries = found.filter((entry) => entry !== null);
    return {
      entries,
      async keep(name) {
        try {
          const isFirst = await mkdir(folder, { recursive: true }) !== undefined;
          const contents = inParallel(fresh, (staged) => objects.keep(staged));
          const list = JSON.stringify({ version: 1, entries } satisfies z.infer<typeof listSchema>);
          // The disk is waited for once: the list is written beside the contents, and gets its name when they are there.
          await waitForAll([contents, writeDurably(listPath(name), list, { mode: 0o600, beforeMove: async () => { await contents; } })]);
          if (isFirst) await syncFolder(kept);
        } catch (error) {
          // Not all of it is kept: it is read again.
          memory.clear();
          throw error;
        }
        const there = new Set(entries.map((entry) => entry.path));
        for (const path of memory.keys()) if (!there.has(path)) memory.delete(path);
      },
    };
  }

  return {
    objects,
    read,
    draft,
    async capture(name, root) {
      await (await draft(root)).keep(name);
    },
    async saveKnown() {
      // It needs not be on the disk, and one that is cut short is not used.
      if (known !== null) await writeFile(knownPath, JSON.stringify(Object.fromEntries(known)), { mode: 0o600 });
    },
    has: (name) => lstatSync(listPath(name), { throwIfNoEntry: false }) !== undefined,
    async present(root, wanted) {
      const beganMs = Date.now();
      // What is only looked at is not kept: a capture that knew it already would not keep it either.
      const memory = new Map(await allKnown());
      return inParallel(await scan(root, passedOver), async (entry) => {
        const same = wanted.get(entry.path);
        if (entry.kind !== 'file' || same?.kind !== 'file' || same.size !== entry.size) return entry;
        const hash = await knownOrRead(memory, root, entry, beganMs, hashFile);
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
