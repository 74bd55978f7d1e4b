/**
 * Layers that were checked, kept unpacked on the disk until the engine has taken them: it then gets the very bytes that were looked at,
 * and they need not be read and unpacked a second time. Only a help: a layer without a copy is read from the pack again.
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { UNFINISHED } from './unpack-tree.ts';

/** In bytes: read at once. */
const READ_BYTES = 256 * 1024;
/** The engine writes what it gets twice, perhaps to the same disk; as much again stays free. */
const SPACE_FACTOR = 4;

export interface LayerCopies {
  /** The same bytes; once they were taken to their end, there is a copy of them. */
  keep(layer: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void>;
  /** The copy, which is gone when it was read; null when there is none. */
  take(layer: string): AsyncIterable<Buffer> | null;
  dispose(): Promise<void>;
}

/** @param trees the folder of trees, from which what a killed import left is removed @param bytes of all layers @returns null where there is too little room */
export async function makeLayerCopies(trees: string, bytes: number): Promise<LayerCopies | null> {
  try {
    const { bavail, bsize } = await statfs(trees);
    if (bytes * SPACE_FACTOR > bavail * bsize) return null;
    const folder = await mkdtemp(join(trees, `${UNFINISHED}layers-`));
    return copiesIn(folder);
  } catch {
    return null;
  }
}

function copiesIn(folder: string): LayerCopies {
  const whole = new Set<string>();
  return {
    async *keep(layer, source) {
      const path = join(folder, layer);
      let file = await open(path, 'wx', 0o600).catch(() => null);
      try {
        for await (const piece of source) {
          if (file !== null && !(await written(file, piece))) {
            await file.close().catch(() => undefined);
            file = null;
            await rm(path, { force: true }).catch(() => undefined);
          }
          yield piece;
        }
        if (file !== null) whole.add(layer);
      } finally {
        await file?.close().catch(() => undefined);
      }
    },
    take(layer) {
      if (!whole.delete(layer)) return null;
      const path = join(folder, layer);
      return (async function* once() {
        try {
          yield* createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>;
        } finally {
          await rm(path, { force: true }).catch(() => undefined);
        }
      })();
    },
    dispose: () => rm(folder, { recursive: true, force: true }).catch(() => undefined),
  };
}

/** False on a full disk, for one. */
async function written(file: Awaited<ReturnType<typeof open>>, piece: Buffer): Promise<boolean> {
  try {
    await file.writeFile(piece);
    return true;
  } catch {
    return false;
  }
}
