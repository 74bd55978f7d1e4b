/** An open pack: its manifest, and its contents chunk by chunk. No byte is given out, or to the decoder, before its hash was right. */
import { createHash } from 'node:crypto';
import { BackbenchError } from '../../shared/errors.ts';
import { CHUNK_BYTES, type PackBlob } from '../../shared/pack-format.ts';
import { isSigned } from '../assignments/assignment-file.ts';
import { readHead, type PackHead } from './pack-header.ts';
import { openSource, placeName, type PackPlace } from './pack-source.ts';
import { createSpareBuffers } from './spare-buffers.ts';
import type { ChunkCodec } from './zstd-frame.ts';

export interface PackReader extends PackHead {
  /** Of the file, or what a pack elsewhere is called. */
  readonly path: string;
  /** Of all contents, by hash. */
  readonly blobs: ReadonlyMap<string, PackBlob>;
  /** Whether the pack has the content, and does not only name it. */
  carries(sha256: string): boolean;
  /** Bytes that a content takes in this file. */
  storedBytes(sha256: string): number;
  /**
   * A content that the pack carries, in chunks of at most {@link CHUNK_BYTES}; each is good until the next one is asked for. A caller that
   * takes it to its end knows that the whole has the hash.
   * @param onStored told the bytes of the file that were read
   * @throws BackbenchError PACK_DAMAGED, PACK_UNREADABLE when the file can't be read any more; the signal's reason
   */
  content(sha256: string, signal: AbortSignal, onStored?: (bytes: number) => void): AsyncGenerator<Buffer, void, void>;
  close(): Promise<void>;
}

/** @throws BackbenchError PACK_INVALID, PACK_SIGNATURE_WRONG, PACK_DAMAGED, PACK_UNREADABLE, PLACE_NOT_FOUND; what a pack elsewhere throws */
export async function openPack(place: PackPlace, codec: ChunkCodec): Promise<PackReader> {
  const path = placeName(place);
  const file = await openSource(place);
  try {
    const head = await readHead(file, path);
    if ((head.manifest.assignments ?? []).some((signed) => signed.key !== head.key || !isSigned(signed))) {
      throw new BackbenchError('PACK_INVALID', { path, reason: 'an assignment in it is not by whoever made the pack' });
    }
    const spare = createSpareBuffers();
    const blobs = new Map(head.manifest.blobs.map((blob) => [blob.sha256, blob]));
    const starts = new Map<string, number>();
    let at = head.start;
    for (const { sha256, chunks } of head.manifest.blobs) {
      starts.set(sha256, at);
      at += sumOf(chunks);
    }
    return {
      ...head, path, blobs,
      carries: (sha256) => (blobs.get(sha256)?.chunks ?? null) !== null,
      storedBytes: (sha256) => sumOf(blobs.get(sha256)?.chunks ?? null),
      async *content(sha256, signal, onStored) {
        const blob = blobs.get(sha256);
        if (blob === undefined || blob.chunks === null) throw new Error(`the pack does not carry ${sha256}`);
        const damaged = (reason: string): BackbenchError<'PACK_DAMAGED'> => new BackbenchError('PACK_DAMAGED', { path, reason });
        const whole = createHash('sha256');
        const { chunks } = blob;
        let position = starts.get(sha256) ?? 0;
        const over = new AbortController();
        const both = AbortSignal.any([signal, over.signal]);
        const stored = spare.take(Math.max(0, ...chunks.map(({ bytes }) => bytes)));
        // One that is given out, and one that is filled meanwhile.
        const contents = [0, 1].map(() => spare.take(Math.min(CHUNK_BYTES, blob.bytes)));
        const unpacked = async (index: number): Promise<Buffer | null> => {
          const chunk = chunks[index];
          if (chunk === undefined) return null;
          const at = position;
          position += chunk.bytes;
          const frame = await file.read(at, chunk.bytes, both, stored);
          if (frame === null) throw damaged('the file has become shorter');
          if (createHash('sha256').update(frame).digest('hex') !== chunk.sha256) throw damaged(`the bytes from ${String(at)} on are not those that were signed`);
          const content = await codec.decompress(frame, Math.min(CHUNK_BYTES, blob.bytes - index * CHUNK_BYTES), contents[index % 2]);
          if (content === null) throw damaged(`the bytes from ${String(at)} on do not unpack to the size that was signed`);
          return content;
        };
        // The next chunk is unpacked on another thread while this one is hashed and used.
        let ahead = unpacked(0);
        try {
          for (const [index, chunk] of chunks.entries()) {
            signal.throwIfAborted();
            const content = await ahead;
            if (content === null) break;
            ahead = unpacked(index + 1);
            // Told when its turn comes.
            ahead.catch(() => undefined);
            whole.update(content);
            onStored?.(chunk.bytes);
            // The last chunk is given out only when the whole is right.
            if (index === chunks.length - 1 && whole.digest('hex') !== sha256) throw damaged(`the content ${sha256.slice(0, 12)} is not what was signed`);
            yield content;
          }
        } finally {
          over.abort();
          await ahead.catch(() => undefined);
          for (const buffer of [stored, ...contents]) spare.give(buffer);
        }
        if (chunks.length === 0 && whole.digest('hex') !== sha256) throw damaged(`the content ${sha256.slice(0, 12)} is not what was signed`);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

const sumOf = (chunks: PackBlob['chunks']): number => (chunks ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
