/**
 * Imports a pack. Every part is verified before it is used; parts that are done stay done, so that an import that was
 * cut off goes on where it stopped; nothing is visible before the last write, and then all of it is.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { blobsOf, itemName, type PackImage } from '../../shared/pack-format.ts';
import { withFileErrors } from '../workspace/file-errors.ts';
import type { PackDisk } from './disk.ts';
import type { ImageEngine } from './image-engine.ts';
import { lockImports } from './import-lock.ts';
import { planImport, type ImportPlan, type TreeItem } from './import-plan.ts';
import { mayImport } from './import-rules.ts';
import { readInstalled, treeFolder, writeInstalled, type InstalledPack, type InstalledState } from './installed-packs.ts';
import { loadImages } from './load-images.ts';
import { forgetLoadedImages, noteLoadedImages } from './loaded-images.ts';
import { openPack, type PackReader } from './pack-reader.ts';
import type { PackPlace } from './pack-source.ts';
import { createProgressMeter, type ProgressMeter, type TransferProgress } from './transfer-progress.ts';
import { removeTreesBut, treesOf } from './remove-unlisted.ts';
import type { TrustedKeys } from './trusted-keys.ts';
import { removeUnfinished, unpackTree } from './unpack-tree.ts';
import type { ChunkCodec } from './zstd-frame.ts';

export interface ImportOptions {
  /** The pack: an absolute path, or one elsewhere. */
  path: PackPlace;
  packsFolder: string;
  disk: PackDisk;
  codec: ChunkCodec;
  keys: TrustedKeys;
  /** Asked only for a pack that brings images. Gives null where there is no engine: images are then left out, and the result says so. */
  findEngine: () => Promise<ImageEngine | null>;
  /** Such as `linux-x64`. */
  platform: string;
  /** Only when a pack of this id is here. */
  update: boolean;
  /** Milliseconds since 1970. */
  now: () => number;
  signal: AbortSignal;
  onProgress: (progress: TransferProgress) => void;
}

export interface ImportResult {
  pack: { id: string; title: string; sequence: number };
  /** What is on this machine now by this pack. */
  items: string[];
  skipped: ImportPlan['skipped'];
  /** Bytes of content that had to be unpacked; 0 when all was there. */
  newBytes: number;
}

/**
 * @throws BackbenchError as openPack, mayImport, planImport, unpackTree and loadImages do; PACK_NOT_INSTALLED, PACK_BUSY;
 * the signal's reason. What was there before is there after it.
 */
export async function importPack(options: ImportOptions): Promise<ImportResult> {
  const { path, packsFolder, disk, codec, keys, signal } = options;
  signal.throwIfAborted();
  const reader = await openPack(path, codec);
  try {
    const unlock = await lockImports(packsFolder);
    try {
      const state = await readInstalled(packsFolder);
      const { before } = mayImport(reader, await keys.find(reader.key), state.packs);
      if (options.update && before === null) throw new BackbenchError('PACK_NOT_INSTALLED', { pack: reader.manifest.id });
      const trees = join(packsFolder, 'trees');
      await withFileErrors(trees, () => mkdir(trees, { recursive: true }));
      await removeUnfinished(trees, disk);
      const needsEngine = reader.manifest.items.some((item) => item.kind === 'image' && (reader.carries(item.config) || !isListed(item, before)));
      const engine = needsEngine ? await options.findEngine() : null;
      const plan = await planImport({ reader, packsFolder, engine, keepsImages: !needsEngine, platform: options.platform }, signal);
      const meter = createProgressMeter(plan.totalBytes, options.onProgress);
      for (const item of plan.trees) await unpackItem(reader, item, options, meter);
      await noteLoadedImages(packsFolder, plan.images.map(({ image }) => image.config), disk);
      if (engine !== null) await loadImages(engine, reader, plan.images, { trees, meter, signal });
      signal.throwIfAborted();
      await commit(reader, plan, state, engine, options);
      const { id, title, sequence } = reader.manifest;
      return { pack: { id, title, sequence }, items: plan.items.map(itemName), skipped: plan.skipped, newBytes: plan.totalBytes };
    } finally {
      await unlock();
    }
  } finally {
    await reader.close();
  }
}

/** An update names the images that it leaves as they are: what the pack before it brought needs no engine to be asked. */
const isListed = (image: PackImage, before: InstalledPack | null): boolean =>
  before?.items.some((item) => item.kind === 'image' && item.config === image.config && item.reference === image.reference) === true;

async function unpackItem(reader: PackReader, item: TreeItem, { packsFolder, disk, signal }: ImportOptions, meter: ProgressMeter): Promise<void> {
  const name = itemName(item);
  meter.begin('unpacking', name);
  const source = reader.content(item.tree, signal);
  await unpackTree((async function* counted() {
    for await (const piece of source) {
      meter.add(piece.length);
      yield piece;
    }
  })(), treeFolder(packsFolder, item.tree), { item: name, under: item.kind === 'lab' ? `${item.stage}/${item.id}` : '', disk });
}

/** Names the images, then writes what is here now; then removes what nothing needs any more. */
async function commit(reader: PackReader, plan: ImportPlan, state: InstalledState, engine: ImageEngine | null, { packsFolder, disk, now, signal }: ImportOptions): Promise<void> {
  const { manifest, hash, key } = reader;
  for (const item of plan.items) if (item.kind === 'image') await engine?.tag(item.config, item.reference, signal);
  const others = state.packs.filter(({ id }) => id !== manifest.id);
  const before = state.packs.find(({ id }) => id === manifest.id);
  const packs = [...others, { id: manifest.id, title: manifest.title, sequence: manifest.sequence, manifest: hash, key, importedAt: now(), bytes: contentBytes(reader, plan), items: plan.items, assignments: manifest.assignments ?? [] }];
  const needed = new Set(treesOf(packs));
  // Importing the same again must not forget what an open lab may still read.
  const former = before?.manifest === hash ? state.former : treesOf(state.packs).filter((tree) => !needed.has(tree));
  await writeInstalled(packsFolder, { packs, former }, disk);
  await forgetLoadedImages(packsFolder, plan.items.flatMap((item) => (item.kind === 'image' ? [item.config] : [])), disk);
  await removeTreesBut(new Set([...needed, ...former]), packsFolder, disk);
}

function contentBytes(reader: PackReader, { items }: ImportPlan): number {
  const contents = new Set(items.flatMap(blobsOf));
  return [...contents].reduce((sum, hash) => sum + (reader.blobs.get(hash)?.bytes ?? 0), 0);
}
