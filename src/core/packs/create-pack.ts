/** Makes a pack of labs, images, programs and libraries that are on this machine, or an update of one. */
import type { KeyObject } from 'node:crypto';
import type { AssignmentFile } from '../../shared/assignment-format.ts';
import { itemName, PACK_FORMAT, type PackItem } from '../../shared/pack-format.ts';
import { BackbenchError } from '../../shared/errors.ts';
import type { ImageSource } from './image-source.ts';
import { rawKey, fingerprint } from './pack-header.ts';
import { openPack } from './pack-reader.ts';
import { packTree } from './pack-tree.ts';
import { createPackWriter } from './pack-writer.ts';
import { createProgressMeter, type ProgressMeter, type TransferProgress } from './transfer-progress.ts';
import type { ChunkCodec } from './zstd-frame.ts';

type TreePart<K extends PackItem['kind']> = Omit<Extract<PackItem, { kind: K }>, 'tree'> & { folder: string };
/** What goes into a pack as a tree, and where it lies, absolute. */
export type FolderPart = TreePart<'lab'> | TreePart<'native'> | TreePart<'tools'>;

export interface CreateOptions {
  /** The file to be written, absolute. */
  target: string;
  id: string;
  title: string;
  sequence: number;
  folders: readonly FolderPart[];
  /** Image references, and where they come from. */
  images: { source: ImageSource; references: readonly string[] } | null;
  /** Signed with the same key. */
  assignments?: readonly AssignmentFile[];
  /** A pack that whoever imports has: only what it lacks is carried. Absolute. */
  since: string | null;
  keys: { privateKey: KeyObject; publicKey: KeyObject };
  codec: ChunkCodec;
  /** Of content, as far as it can be told before; null where nobody asked. */
  expectedBytes?: number | null;
  /** Milliseconds since 1970. */
  now: () => number;
  signal: AbortSignal;
  onProgress: (progress: TransferProgress) => void;
}

export interface CreateResult { fileBytes: number; contentBytes: number; items: string[]; fingerprint: string }

/** The files of labs get this time, so that the same lab is the same content in every pack: the first day of 2020. */
const LAB_TIME_S = 1_577_836_800;

/**
 * @throws BackbenchError PACK_ENTRY_REFUSED, PACK_ITEM_UNKNOWN, PACK_KEY_CHANGED and PACK_OLDER for an update that nobody
 * could import, ASSIGNMENT_KEY_CHANGED for an assignment by another key, DISK_FULL, DOCKER_FAILED; the signal's reason. A pack that is there stays then.
 */
export async function createPack(options: CreateOptions): Promise<CreateResult> {
  const { target, codec, signal } = options;
  const own = rawKey(options.keys.publicKey);
  const foreign = (options.assignments ?? []).find(({ key }) => key !== own);
  if (foreign !== undefined) throw new BackbenchError('ASSIGNMENT_KEY_CHANGED', { title: foreign.assignment.title, expected: fingerprint(own), found: fingerprint(foreign.key) });
  const base = options.since === null ? null : await basePack(options.since, options);
  const writer = await createPackWriter(target, codec, base?.contents ?? new Set());
  const meter = createProgressMeter(options.expectedBytes ?? 0, options.onProgress);
  const add = (content: AsyncIterable<Uint8Array>): ReturnType<typeof writer.add> => writer.add(counted(content, meter), signal);
  try {
    const items: PackItem[] = [];
    for (const { folder, ...part } of options.folders) {
      const named = { ...part, tree: '' };
      const item = itemName(named);
      meter.begin('packing', item);
      const under = part.kind === 'lab' ? `${part.stage}/${part.id}` : '';
      const added = await add(packTree({ folder, under, item, signal, ...(part.kind === 'lab' ? { mtime: LAB_TIME_S } : {}) }));
      items.push({ ...part, tree: added.sha256 });
    }
    if (options.images !== null) {
      const { source, references } = options.images;
      meter.begin('packing', 'images');
      items.push(...await source.save(references, async (content) => (await add(content)).sha256, signal));
    }
    const { fileBytes, manifest } = await writer.finish({
      format: PACK_FORMAT, id: options.id, title: options.title, sequence: options.sequence, createdAt: new Date(options.now()).toISOString(),
      base: base === null ? null : { sequence: base.sequence, manifest: base.hash }, items,
      ...((options.assignments ?? []).length === 0 ? {} : { assignments: [...options.assignments ?? []] }),
    }, options.keys, signal);
    return {
      fileBytes, contentBytes: manifest.blobs.reduce((sum, blob) => sum + blob.bytes, 0), items: items.map(itemName),
      fingerprint: fingerprint(rawKey(options.keys.publicKey)),
    };
  } finally {
    await writer.dispose();
  }
}

/** The contents that the base's owners have: what it carries and what it builds on. */
async function basePack(path: string, { id, sequence, keys, codec }: CreateOptions): Promise<{ sequence: number; hash: string; contents: Set<string> }> {
  const base = await openPack(path, codec);
  try {
    const { manifest, hash, key } = base;
    const own = rawKey(keys.publicKey);
    if (key !== own || manifest.id !== id) throw new BackbenchError('PACK_KEY_CHANGED', { pack: manifest.id, expected: fingerprint(key), found: fingerprint(own) });
    if (sequence <= manifest.sequence) throw new BackbenchError('PACK_OLDER', { pack: id, installed: manifest.sequence, found: sequence });
    return { sequence: manifest.sequence, hash, contents: new Set(base.blobs.keys()) };
  } finally {
    await base.close();
  }
}

async function* counted(source: AsyncIterable<Uint8Array>, meter: ProgressMeter): AsyncGenerator<Uint8Array, void, void> {
  for await (const piece of source) {
    meter.add(piece.length);
    yield piece;
  }
}
