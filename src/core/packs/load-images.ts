/** Gives the images of a pack to the container engine, each after its configuration and every layer of it were read and checked. */
import { z } from 'zod';
import { BackbenchError } from '../../shared/errors.ts';
import { itemName, type PackImage } from '../../shared/pack-format.ts';
import { layerRules } from './entry-rules.ts';
import type { ImageEngine } from './image-engine.ts';
import type { ImportPlan } from './import-plan.ts';
import { makeLayerCopies } from './layer-copies.ts';
import type { PackReader } from './pack-reader.ts';
import { readArchive } from './read-archive.ts';
import { ownSlices } from './slices.ts';
import type { ProgressMeter } from './transfer-progress.ts';

/** In bytes; a configuration has some thousand. */
const MAX_CONFIG_BYTES = 1024 * 1024;

const configSchema = z.object({ architecture: z.string(), os: z.literal('linux'), rootfs: z.object({ type: z.literal('layers'), diff_ids: z.array(z.string()) }) });

export interface LoadOptions {
  /** The folder of trees: layers lie there between the check and the engine. */
  trees: string;
  meter: ProgressMeter;
  signal: AbortSignal;
}

/**
 * Layers are checked one after the other, ahead of the engine: while it unpacks one image, those of the next ones are read.
 * @param images with the layers that the engine lacks, lowest first
 * @throws BackbenchError PACK_INVALID, PACK_DAMAGED, PACK_ENTRY_REFUSED, PACK_UNREADABLE, DOCKER_FAILED, DISK_FULL; the signal's reason
 */
export async function loadImages(engine: ImageEngine, reader: PackReader, images: ImportPlan['images'], { trees, meter, signal }: LoadOptions): Promise<void> {
  if (images.length === 0) return;
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  const checks = new Map<string, Promise<void>>();
  const copies = await makeLayerCopies(trees, images.reduce((sum, { layers }) => sum + layers.reduce((bytes, layer) => bytes + (reader.blobs.get(layer)?.bytes ?? 0), 0), 0));
  let last = Promise.resolve();
  for (const { image, layers } of images) {
    const name = itemName(image);
    for (const layer of layers) {
      if (checks.has(layer)) continue;
      last = last.then(() => {
        meter.begin('checking', name);
        const content = counted(reader.content(layer, both), meter);
        return readArchive(copies?.keep(layer, content) ?? content, name, layerRules());
      });
      // Awaited when its turn comes, or not at all when something failed before.
      last.catch(() => undefined);
      checks.set(layer, last);
    }
  }
  try {
    for (const { image, layers } of images) {
      const config = await imageConfig(reader, image, signal);
      // The engine hears nothing of an image whose first layer is not in order.
      await checks.get(layers[0] ?? '');
      await engine.load(image, config, layers.map((sha256) => ({
        sha256, bytes: reader.blobs.get(sha256)?.bytes ?? 0,
        content: async function* content() {
          await checks.get(sha256);
          meter.begin('loading', itemName(image));
          yield* counted(copies?.take(sha256) ?? ownSlices(reader.content(sha256, both)), meter);
        },
      })), signal);
    }
  } finally {
    over.abort();
    await Promise.allSettled(checks.values());
    await copies?.dispose();
  }
}

/** The configuration's bytes, when they are those of this image and name its layers. */
async function imageConfig(reader: PackReader, image: PackImage, signal: AbortSignal): Promise<Buffer> {
  const invalid = (reason: string): BackbenchError<'PACK_INVALID'> => new BackbenchError('PACK_INVALID', { path: reader.path, reason: `${itemName(image)}: ${reason}` });
  if ((reader.blobs.get(image.config)?.bytes ?? 0) > MAX_CONFIG_BYTES) throw invalid('its configuration is too large');
  const pieces: Buffer[] = [];
  for await (const piece of reader.content(image.config, signal)) pieces.push(Buffer.from(piece));
  const bytes = Buffer.concat(pieces);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw invalid('its configuration is not JSON');
  }
  const parsed = configSchema.safeParse(value);
  if (!parsed.success || parsed.data.architecture !== image.architecture) throw invalid('its configuration is not one of a Linux image for the named processor');
  if (parsed.data.rootfs.diff_ids.join() !== image.layers.map((layer) => `sha256:${layer}`).join()) throw invalid('its configuration names other layers');
  return bytes;
}

async function* counted(source: AsyncIterable<Buffer>, meter: ProgressMeter): AsyncGenerator<Buffer, void, void> {
  for await (const piece of source) {
    meter.add(piece.length);
    yield piece;
  }
}
