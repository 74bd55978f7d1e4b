/** What an import has to do on this machine: what is there is skipped, what is missing everywhere is told before anything is done. */
import { statfs } from 'node:fs/promises';
import { BackbenchError } from '../../shared/errors.ts';
import { itemName, type PackImage, type PackItem } from '../../shared/pack-format.ts';
import type { ImageEngine } from './image-engine.ts';
import { treeFolder } from './installed-packs.ts';
import { chainIds } from './layer-chain.ts';
import type { PackReader } from './pack-reader.ts';
import { isThere } from './unpack-tree.ts';

export type TreeItem = Exclude<PackItem, PackImage>;

export interface ImportPlan {
  /** What this machine takes, in the pack's order. */
  items: PackItem[];
  skipped: { item: string; reason: 'other-platform' | 'no-engine' }[];
  trees: TreeItem[];
  /** Images that the engine lacks, with the layers that it lacks, lowest first. */
  images: { image: PackImage; layers: string[] }[];
  /** Of content, unpacked: trees once, layers once to look at and once to give away. */
  totalBytes: number;
}

export interface PlanParts {
  reader: PackReader;
  packsFolder: string;
  engine: ImageEngine | null;
  /** No engine was asked, because all images of the pack are those that the one before it brought: they stay listed. */
  keepsImages: boolean;
  /** Such as `linux-x64`. */
  platform: string;
}

/** Space for what file systems add to contents. */
const SPACE_FACTOR = 1.1;
/** In bytes: left free for the learner's own work. */
const SPACE_LEFT = 64 * 1024 * 1024;
/** An engine writes what it gets to a file before it unpacks it. */
const ENGINE_SPACE_FACTOR = 2.1;

/** @throws BackbenchError PACK_BASE_MISSING, SPACE_SHORT, PACK_INVALID; the signal's reason */
export async function planImport({ reader, packsFolder, engine, keepsImages, platform }: PlanParts, signal: AbortSignal): Promise<ImportPlan> {
  const { manifest } = reader;
  const plan: ImportPlan = { items: [], skipped: [], trees: [], images: [], totalBytes: 0 };
  const missing: string[] = [];
  const bytesOf = (sha256: string): number => reader.blobs.get(sha256)?.bytes ?? 0;
  let [treeBytes, layerBytes] = [0, 0];

  const images: PackImage[] = [];
  for (const item of manifest.items) {
    const reason = item.kind === 'image' && keepsImages ? null : notForUs(item, engine, platform);
    if (reason !== null) {
      plan.skipped.push({ item: itemName(item), reason });
      continue;
    }
    plan.items.push(item);
    if (item.kind === 'image') images.push(item);
    else if (!(await isThere(treeFolder(packsFolder, item.tree)))) {
      if (!reader.carries(item.tree)) missing.push(itemName(item));
      // Two items may have one tree.
      else if (!plan.trees.some(({ tree }) => tree === item.tree)) {
        plan.trees.push(item);
        treeBytes += bytesOf(item.tree);
      }
    }
  }
  if (engine !== null && images.length > 0) {
    const present = await engine.presentImages(images.map(({ config }) => config), signal);
    const lacking = images.filter(({ config }) => !present.has(config));
    const chains = lacking.length === 0 ? new Set<string>() : new Set(await engine.presentChains(signal));
    for (const image of lacking) {
      const ids = chainIds(image.layers);
      const layers = image.layers.filter((_, index) => !chains.has(ids[index] ?? ''));
      if (![image.config, ...layers].every((hash) => reader.carries(hash))) missing.push(itemName(image));
      plan.images.push({ image, layers });
      layerBytes += layers.reduce((sum, layer) => sum + bytesOf(layer), 0);
      // Those that come later find them there.
      for (const id of ids) chains.add(id);
    }
  }
  if (missing.length > 0) throw new BackbenchError('PACK_BASE_MISSING', { pack: manifest.id, base: manifest.base?.sequence ?? null, missing });

  if (treeBytes > 0) {
    const { bavail, bsize } = await statfs(packsFolder);
    enough(packsFolder, treeBytes * SPACE_FACTOR + SPACE_LEFT, bavail * bsize);
  }
  if (layerBytes > 0 && engine !== null) {
    const free = await engine.freeBytes();
    if (free !== null) enough(engine.place, layerBytes * ENGINE_SPACE_FACTOR + SPACE_LEFT, free);
  }
  plan.totalBytes = treeBytes + layerBytes * 2;
  return plan;
}

function notForUs(item: PackItem, engine: ImageEngine | null, platform: string): 'other-platform' | 'no-engine' | null {
  if (item.kind === 'lab') return null;
  if (item.kind !== 'image') return item.platform === 'any' || item.platform === platform ? null : 'other-platform';
  if (engine === null) return 'no-engine';
  return item.architecture === engine.architecture ? null : 'other-platform';
}

function enough(path: string, needs: number, freeBytes: number): void {
  const needsBytes = Math.ceil(needs);
  if (needsBytes > freeBytes) throw new BackbenchError('SPACE_SHORT', { path, needsBytes, freeBytes });
}

