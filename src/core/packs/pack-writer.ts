/** Writes a pack: contents first, into a draft beside the target, then the head, then both as one file. */
import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CHUNK_BYTES, type PackBlob, type PackManifest } from '../../shared/pack-format.ts';
import { move, syncFolder } from '../workspace/durable-files.ts';
import { withFileErrors } from '../workspace/file-errors.ts';
import { writeHead } from './pack-header.ts';
import type { ChunkCodec } from './zstd-frame.ts';

/** Read from the draft into the pack, in bytes. */
const COPY_BYTES = 4 * 1024 * 1024;

export interface PackWriter {
  /**
   * Adds a content, unless it is there already or `left` names it.
   * @returns its SHA-256 and size
   * @throws whatever the source throws; BackbenchError DISK_FULL; the signal's reason
   */
  add(source: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<{ sha256: string; bytes: number }>;
  /** Signs and puts the pack in its place, on the disk when it resolves. */
  finish(manifest: Omit<PackManifest, 'blobs'>, keys: { privateKey: KeyObject; publicKey: KeyObject }, signal: AbortSignal): Promise<{ fileBytes: number; manifest: PackManifest }>;
  /** Removes drafts; does nothing to a finished pack. */
  dispose(): Promise<void>;
}

/**
 * @param target absolute; a pack that is there stays until the new one is complete
 * @param left contents that are named and not carried: who imports has them
 */
export async function createPackWriter(target: string, codec: ChunkCodec, left: ReadonlySet<string>): Promise<PackWriter> {
  const draftPath = join(dirname(target), `.${randomBytes(4).toString('hex')}.bbpack-draft`);
  const packPath = `${draftPath}-signed`;
  const draft = await withFileErrors(target, () => open(draftPath, 'wx+', 0o600));
  const blobs = new Map<string, PackBlob>();
  let end = 0;
  let closed = false;

  async function add(source: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<{ sha256: string; bytes: number }> {
    const whole = createHash('sha256');
    const chunks: { sha256: string; bytes: number }[] = [];
    let [bytes, at] = [0, end];
    for await (const content of inChunks(source)) {
      signal.throwIfAborted();
      whole.update(content);
      bytes += content.length;
      const stored = await codec.compress(content);
      await draft.write(stored, 0, stored.length, at);
      at += stored.length;
      chunks.push({ sha256: createHash('sha256').update(stored).digest('hex'), bytes: stored.length });
    }
    const sha256 = whole.digest('hex');
    if (!blobs.has(sha256)) {
      const carried = !left.has(sha256);
      blobs.set(sha256, { sha256, bytes, chunks: carried ? chunks : null });
      // What is not carried is written over by what comes next.
      if (carried) end = at;
    }
    return { sha256, bytes };
  }

  return {
    add: (source, signal) => withFileErrors(target, () => add(source, signal)),
    finish: (body, keys, signal) => withFileErrors(target, async () => {
      const manifest: PackManifest = { ...body, blobs: [...blobs.values()] };
      const pack = await open(packPath, 'wx', 0o644);
      let fileBytes = 0;
      try {
        const head = writeHead(manifest, keys);
        await pack.writeFile(head);
        fileBytes = head.length + end;
        for (let at = 0; at < end; at += COPY_BYTES) {
          signal.throwIfAborted();
          await pack.writeFile(await part(draft, at, Math.min(COPY_BYTES, end - at)));
        }
        await pack.sync();
      } finally {
        await pack.close();
      }
      await move(packPath, target);
      await syncFolder(dirname(target));
      return { fileBytes, manifest };
    }),
    async dispose() {
      if (closed) return;
      closed = true;
      await draft.close();
      await Promise.all([draftPath, packPath].map((path) => rm(path, { force: true })));
    },
  };
}

async function part(file: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(bytes);
  for (let got = 0; got < bytes;) {
    const { bytesRead } = await file.read(buffer, got, bytes - got, position + got);
    if (bytesRead === 0) throw new Error('the draft of the pack has become shorter');
    got += bytesRead;
  }
  return buffer;
}

/** The same bytes in pieces of exactly {@link CHUNK_BYTES}, but the last. */
async function* inChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, void> {
  let room = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  for await (const piece of source) {
    for (let at = 0; at < piece.length;) {
      const taken = Math.min(piece.length - at, CHUNK_BYTES - filled);
      room.set(piece.subarray(at, at + taken), filled);
      [at, filled] = [at + taken, filled + taken];
      if (filled < CHUNK_BYTES) continue;
      yield room;
      [room, filled] = [Buffer.allocUnsafe(CHUNK_BYTES), 0];
    }
  }
  if (filled > 0) yield room.subarray(0, filled);
}
