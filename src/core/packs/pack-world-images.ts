/** For tests: images made by hand, to be put into packs without an engine. */
import { createHash } from 'node:crypto';
import type { CreateOptions } from './create-pack.ts';

export interface MadeImage { reference: string; layers: readonly Buffer[]; architecture?: string; config?: Buffer }

/** @returns what `createPack` takes */
export function createSource(made: readonly MadeImage[]): Pick<CreateOptions, 'images'> {
  const once = (bytes: Buffer): AsyncIterable<Uint8Array> => (async function* one() { await Promise.resolve(); yield bytes; })();
  return {
    images: {
      references: made.map(({ reference }) => reference),
      source: {
        save: async (_references, add) => {
          const images = [];
          for (const { reference, layers, architecture = 'amd64', config } of made) {
            const hashes: string[] = [];
            for (const layer of layers) hashes.push(await add(once(layer)));
            const own = config ?? Buffer.from(JSON.stringify({ architecture, os: 'linux', rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${createHash('sha256').update(layer).digest('hex')}`) } }));
            images.push({ kind: 'image' as const, reference, architecture, config: await add(once(own)), layers: hashes });
          }
          return images;
        },
      },
    },
  };
}
