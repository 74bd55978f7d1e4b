/** For tests: a small world of labs, keys and data folders in which packs are made and imported. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import tar from 'tar-stream';
import { PACK_FORMAT, type PackItem } from '../../shared/pack-format.ts';
import { createPack, type CreateOptions, type FolderPart } from './create-pack.ts';
import { realDisk, type PackDisk } from './disk.ts';
import type { ImageEngine } from './image-engine.ts';
import { importPack, type ImportOptions, type ImportResult } from './import-pack.ts';
import { chainIds } from './layer-chain.ts';
import { createPackWriter } from './pack-writer.ts';
import { openPack } from './pack-reader.ts';
import type { PackPlace } from './pack-source.ts';
import { createSigningKeys, type KeyPair } from './signing-keys.ts';
import { createTrustedKeys } from './trusted-keys.ts';
import { createChunkCodec } from './zstd-frame.ts';

export const codec = createChunkCodec();

export interface PackWorld {
  folder: string;
  keys: KeyPair;
  /** A key that is somebody else's. */
  others: KeyPair;
  /** Writes a lab's files and says what goes into a pack of it. */
  lab(id: string, version: number, files?: Readonly<Record<string, string | Buffer>>): Promise<FolderPart>;
  make(name: string, folders: readonly FolderPart[], more?: Partial<CreateOptions>): Promise<string>;
  /** A pack with one item whose tree is these bytes, whatever they are. */
  makeFrom(name: string, tree: Buffer, item?: (tree: string) => PackItem): Promise<string>;
  packsFolder(name: string): string;
  trust(packsFolder: string, path: PackPlace): Promise<void>;
  /** @param more.engine the engine that is found; none when left out */
  import(packsFolder: string, path: PackPlace, more?: Partial<ImportOptions> & { engine?: ImageEngine }): Promise<ImportResult>;
  dispose(): Promise<void>;
}

export async function createPackWorld(): Promise<PackWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'bb-packs-'));
  const signing = createSigningKeys(join(folder, 'maker'), realDisk);
  await signing.make('teacher');
  await signing.make('stranger');
  const keys = await signing.open('teacher');
  const never = new AbortController().signal;
  return {
    folder, keys, others: await signing.open('stranger'),
    async lab(id, version, files = {}) {
      const place = join(folder, 'labs', `${id}-${String(version)}`);
      for (const [name, text] of Object.entries({ 'lab.yaml': `id: ${id}\nversion: ${String(version)}\n`, 'steps/01-first.md': `# ${id}\n`, ...files })) {
        await mkdir(dirname(join(place, name)), { recursive: true });
        await writeFile(join(place, name), text);
      }
      return { kind: 'lab', id, stage: 'databases', version, title: id, folder: place };
    },
    async make(name, folders, more = {}) {
      const target = join(folder, name);
      await createPack({ target, id: 'course', title: 'The course', sequence: 1, folders, images: null, since: null, keys, codec, now: () => 0, signal: never, onProgress: () => undefined, ...more });
      return target;
    },
    async makeFrom(name, tree, item = (hash) => ({ kind: 'lab', id: 'evil', stage: 'databases', version: 1, title: 'Evil', tree: hash })) {
      const target = join(folder, name);
      const writer = await createPackWriter(target, codec, new Set());
      try {
        const { sha256 } = await writer.add((async function* one() { await Promise.resolve(); yield tree; })(), never);
        await writer.finish({ format: PACK_FORMAT, id: 'evil', title: 'Evil', sequence: 1, createdAt: new Date(0).toISOString(), base: null, items: [item(sha256)] }, keys, never);
      } finally {
        await writer.dispose();
      }
      return target;
    },
    packsFolder: (name) => join(folder, name, 'packs'),
    async trust(packsFolder, path) {
      const reader = await openPack(path, codec);
      await reader.close();
      await createTrustedKeys(packsFolder, realDisk, () => 0).trust({ key: reader.key, name: 'Teacher', commands: false });
    },
    import: (packsFolder, path, { engine, ...more } = {}) => importPack({
      path, packsFolder, disk: realDisk, codec, keys: createTrustedKeys(packsFolder, realDisk, () => 0), findEngine: () => Promise.resolve(engine ?? null), platform: 'linux-x64',
      update: false, now: () => 0, signal: never, onProgress: () => undefined, ...more,
    }),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

/** An entry of a tar made by hand: what `tar.pack` takes, or 512-byte blocks as they are. */
export type RawEntry = { header: Parameters<tar.Pack['entry']>[0]; content?: string } | Buffer;

/** A tar of these entries; its checks are those of whoever reads it. */
export async function tarOf(entries: readonly RawEntry[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const entry of entries) {
    if (Buffer.isBuffer(entry)) {
      parts.push(entry);
      continue;
    }
    const pack = tar.pack();
    pack.entry(entry.header, entry.content ?? '');
    pack.finalize();
    const pieces: Buffer[] = [];
    for await (const piece of pack) pieces.push(piece as Buffer);
    // Without the end of the archive.
    parts.push(Buffer.concat(pieces).subarray(0, -1024));
  }
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

/** Every file below a folder with its size, but for what other tests in it made. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted();
}

/** A disk whose `count`th write fails as a full one does. */
export function fullDisk(count: number): { disk: PackDisk; writes: () => number } {
  let writes = 0;
  const step = (): void => {
    writes += 1;
    if (writes >= count) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
  };
  async function* counted(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    for await (const piece of bytes) {
      step();
      yield piece;
    }
  }
  const disk: PackDisk = {
    ...realDisk,
    makeFolder(path) {
      step();
      return realDisk.makeFolder(path);
    },
    writeFile: (path, bytes, mode, mtime) => realDisk.writeFile(path, counted(bytes), mode, mtime),
    writeFileLater: (path, bytes, mode, mtime) => realDisk.writeFileLater(path, counted(bytes), mode, mtime),
    // Where space is given out late, a full disk is told here.
    syncFiles(paths) {
      step();
      return realDisk.syncFiles(paths);
    },
    rename(from, to) {
      step();
      return realDisk.rename(from, to);
    },
  };
  return { disk, writes: () => writes };
}

/** A container engine that keeps what it is given in memory. */
export function fakeEngine(): ImageEngine & { images: Map<string, string[]>; tags: Map<string, string>; got: string[] } {
  const images = new Map<string, string[]>();
  const tags = new Map<string, string>();
  const got: string[] = [];
  const chains = new Set<string>();
  return {
    images, tags, got, architecture: 'amd64', place: '/var/lib/fake',
    freeBytes: () => Promise.resolve(null),
    presentImages: (ids) => Promise.resolve(new Set(ids.filter((id) => images.has(id)))),
    presentChains: () => Promise.resolve(chains),
    async load(image, _config, layers) {
      for (const { sha256, content } of layers) {
        for await (const piece of content()) void piece;
        got.push(sha256);
      }
      images.set(image.config, image.layers);
      for (const id of chainIds(image.layers)) chains.add(id);
    },
    removeUnnamed(ids) {
      for (const id of ids) if (![...tags.values()].includes(id)) images.delete(id);
      return Promise.resolve();
    },
    tag(id, reference) {
      tags.set(reference, id);
      return Promise.resolve();
    },
  };
}
