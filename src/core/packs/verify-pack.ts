/** Reads a whole pack and checks every byte of it, without writing anything: hashes, sizes, and what its archives hold. */
import { blobsOf, itemName, type PackItem } from '../../shared/pack-format.ts';
import { layerRules, treeRules } from './entry-rules.ts';
import { openPack } from './pack-reader.ts';
import { readArchive } from './read-archive.ts';
import { createProgressMeter, type TransferProgress } from './transfer-progress.ts';
import type { ChunkCodec } from './zstd-frame.ts';

/** @throws BackbenchError PACK_INVALID, PACK_SIGNATURE_WRONG, PACK_DAMAGED, PACK_ENTRY_REFUSED, PACK_UNREADABLE; the signal's reason */
export async function verifyPack(path: string, codec: ChunkCodec, signal: AbortSignal, onProgress: (progress: TransferProgress) => void): Promise<{ contents: number; bytes: number }> {
  const reader = await openPack(path, codec);
  try {
    const users = new Map<string, PackItem>();
    for (const item of reader.manifest.items) for (const hash of blobsOf(item)) users.set(hash, item);
    const carried = reader.manifest.blobs.filter(({ chunks }) => chunks !== null);
    const bytes = carried.reduce((sum, blob) => sum + blob.bytes, 0);
    const meter = createProgressMeter(bytes, onProgress);
    for (const { sha256 } of carried) {
      const item = users.get(sha256);
      if (item === undefined) continue;
      meter.begin('checking', itemName(item));
      const source = counted(reader.content(sha256, signal), (more) => { meter.add(more); });
      if (item.kind === 'image' && item.config === sha256) for await (const piece of source) void piece;
      else await readArchive(source, itemName(item), item.kind === 'image' ? layerRules() : treeRules());
    }
    return { contents: carried.length, bytes };
  } finally {
    await reader.close();
  }
}

async function* counted(source: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<Buffer, void, void> {
  for await (const piece of source) {
    onBytes(piece.length);
    yield piece;
  }
}
