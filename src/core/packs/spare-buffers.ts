/**
 * Buffers for chunks, used again and again. A pack of gigabytes passes through a few of them; left to the garbage collector,
 * which does not see how large they are, they pile up to hundreds of megabytes before it runs.
 */
import { MAX_STORED_CHUNK_BYTES } from '../../shared/pack-format.ts';

/** Smaller ones are made when they are needed: most contents of labs have some thousand bytes. */
const SMALL_BYTES = 64 * 1024;

export interface SpareBuffers {
  /** @param bytes at most {@link MAX_STORED_CHUNK_BYTES} @returns so many at least */
  take(bytes: number): Buffer;
  give(buffer: Buffer): void;
}

export function createSpareBuffers(): SpareBuffers {
  const spare: Buffer[] = [];
  return {
    take: (bytes) => (bytes <= SMALL_BYTES ? Buffer.allocUnsafeSlow(bytes) : spare.pop() ?? Buffer.allocUnsafeSlow(MAX_STORED_CHUNK_BYTES)),
    give: (buffer) => { if (buffer.length > SMALL_BYTES) spare.push(buffer); },
  };
}
