/** What a pack would come to, told while somebody chooses what goes into it. */
import type { PackPart } from './pack-making.ts';

/** What is left of contents in a pack, by kind: measured on this course's images, programs, libraries and labs. */
const STORED_SHARE: Readonly<Record<PackPart['kind'], number>> = { lab: 0.18, image: 0.36, native: 0.33, tools: 0.4 };

/**
 * What a pack of these parts would come to. Sizes are told before anything was read, so the file's is an estimate.
 * @param there contents that an update need not carry
 */
export function estimatePack(parts: readonly PackPart[], there: ReadonlySet<string>): { contentBytes: number; fileBytes: number } {
  const counted = new Set(there);
  let [contentBytes, fileBytes] = [0, 0];
  for (const { kind, contents } of parts) {
    for (const { id, bytes } of contents) {
      if (counted.has(id)) continue;
      counted.add(id);
      contentBytes += bytes;
      fileBytes += bytes * STORED_SHARE[kind];
    }
  }
  return { contentBytes, fileBytes: Math.ceil(fileBytes) };
}
