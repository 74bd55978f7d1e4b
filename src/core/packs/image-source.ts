/** Where the images of a new pack come from. */
import type { PackImage } from '../../shared/pack-format.ts';

export interface ImageSource {
  /**
   * @param add keeps a content and gives its SHA-256; called once at a time
   * @throws BackbenchError PACK_ITEM_UNKNOWN, DOCKER_FAILED; what `add` throws
   */
  save(references: readonly string[], add: (content: AsyncIterable<Uint8Array>) => Promise<string>, signal: AbortSignal): Promise<PackImage[]>;
}
