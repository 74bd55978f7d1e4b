/** Removes trees and images that no pack on this machine needs: those of a former version, and those of an import that was given up. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackDisk } from './disk.ts';
import type { ImageEngine } from './image-engine.ts';
import { lockImports } from './import-lock.ts';
import { readInstalled, treeFolder, type InstalledPack } from './installed-packs.ts';
import { forgetLoadedImages, loadedImages } from './loaded-images.ts';

/** Longest time for removing images, in milliseconds. */
const REMOVE_DEADLINE_MS = 120_000;

export const treesOf = (packs: readonly InstalledPack[]): string[] => packs.flatMap(({ items }) => items.flatMap((item) => (item.kind === 'image' ? [] : [item.tree])));

/** @param kept names of trees. What can't be removed now is removed next time. */
export async function removeTreesBut(kept: ReadonlySet<string>, packsFolder: string, disk: PackDisk): Promise<void> {
  for (const name of await readdir(join(packsFolder, 'trees')).catch(() => [])) {
    if (!kept.has(name)) await disk.remove(treeFolder(packsFolder, name)).catch(() => undefined);
  }
}

/**
 * Removes what no import that has ended has listed.
 * @param findEngine asked only where images were brought; null where no engine answers: they are removed next time then
 * @throws BackbenchError PACK_BUSY while another process imports; DATA_FOLDER_UNUSABLE, DOCKER_FAILED
 */
export async function removeUnlisted(packsFolder: string, disk: PackDisk, findEngine: () => Promise<ImageEngine | null>): Promise<void> {
  const unlock = await lockImports(packsFolder);
  try {
    const { packs, former } = await readInstalled(packsFolder);
    await removeTreesBut(new Set([...treesOf(packs), ...former]), packsFolder, disk);
    const images = await loadedImages(packsFolder);
    const engine = images.length === 0 ? null : await findEngine();
    if (engine === null) return;
    await engine.removeUnnamed(images, AbortSignal.timeout(REMOVE_DEADLINE_MS));
    await forgetLoadedImages(packsFolder, images, disk);
  } finally {
    await unlock();
  }
}
