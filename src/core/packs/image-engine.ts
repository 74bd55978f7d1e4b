/** What an import needs of a container engine. */
import type { PackImage } from '../../shared/pack-format.ts';

/** A layer that the engine lacks. */
export interface MissingLayer {
  sha256: string;
  bytes: number;
  /** Plain tar, looked at already. */
  content: () => AsyncIterable<Uint8Array>;
}

export interface ImageEngine {
  /** As images name it: `amd64`, `arm64`. */
  readonly architecture: string;
  /** Where it keeps images, for a person. */
  readonly place: string;
  /** @returns null where it can't be told from here */
  freeBytes(): Promise<number | null>;
  /** Which of these image ids (SHA-256 in hex) are there. */
  presentImages(ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** The layers that are there, as chain ids; see layer-chain.ts. None where the engine can't take an image without all of them. */
  presentChains(signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** Gives it an image, under no name. All of it or nothing is kept. @throws BackbenchError DOCKER_FAILED, DISK_FULL */
  load(image: PackImage, config: Buffer, layers: readonly MissingLayer[], signal: AbortSignal): Promise<void>;
  /** Removes those of these images that have no name and that no container uses; all others stay. */
  removeUnnamed(ids: readonly string[], signal: AbortSignal): Promise<void>;
  /** Names an image. Where another had the name, it loses it. */
  tag(id: string, reference: string, signal: AbortSignal): Promise<void>;
}
