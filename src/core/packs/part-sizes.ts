/** How large what can go into a pack is, before anything of it is read: for the estimate while somebody chooses. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import type { PackPart } from '../../shared/pack-making.ts';
import type { Daemon } from '../engines/docker/daemon.ts';

/** In bytes: the files of a folder. @throws the signal's reason */
export async function folderBytes(folder: string, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    signal.throwIfAborted();
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? await folderBytes(path, signal) : (await lstat(path)).size;
  }
  return bytes;
}

/**
 * The layers of images that are here, each under its SHA-256, as packs name contents.
 * @returns by reference; an image that is not here is left out
 */
export function imageContents(daemon: Daemon, references: readonly string[], signal: AbortSignal): Promise<Map<string, PackPart['contents']>> {
  return daemon.call({ operation: 'look at images', signal }, async (docker) => {
    const found = await Promise.all(references.map(async (reference) => [reference, await layersOf(docker, reference)] as const));
    return new Map(found.flatMap(([reference, contents]) => (contents === null ? [] : [[reference, contents]])));
  });
}

async function layersOf(docker: Dockerode, reference: string): Promise<PackPart['contents'] | null> {
  const image = docker.getImage(reference);
  try {
    const [{ RootFS, Size }, history] = await Promise.all([image.inspect(), image.history() as Promise<{ Size: number }[]>]);
    const layers = (RootFS.Layers ?? []).map((layer) => layer.replace(/^sha256:/, ''));
    // Newest first; steps that only changed the configuration have no size and no layer.
    const sizes = history.map((each) => each.Size).filter((bytes) => bytes > 0).toReversed();
    if (sizes.length === layers.length) return layers.map((id, index) => ({ id, bytes: sizes[index] ?? 0 }));
    // A layer without a byte can't be told from a step without a layer: then the image counts as a whole, under its last layer.
    return layers.map((id, index) => ({ id, bytes: index === layers.length - 1 ? Size : 0 }));
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return null;
    throw error;
  }
}
