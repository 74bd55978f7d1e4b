/**
 * The format of `.bbpack` files: what the manifest says. How a file is laid out in bytes is in PACKS.md and in
 * core/packs/pack-header.ts; here is what both sides must agree on.
 */
import { z } from 'zod';
import { STAGES } from './stages.ts';
import { slug } from './names.ts';
import { assignmentFileSchema } from './assignment-format.ts';

/** Of the layout and the manifest together. A reader refuses what is newer than itself. */
export const PACK_FORMAT = 1;
/** Each chunk but a blob's last holds so many bytes of content: enough for zstd to be good, little to hold in memory, lose or read again. */
export const CHUNK_BYTES = 4 * 1024 * 1024;
/** zstd stores what does not shrink with three bytes a block of at most 128 KiB; this is well above that. */
export const MAX_STORED_CHUNK_BYTES = CHUNK_BYTES + 64 * 1024;
/** In bytes: 64 times the manifest of a pack of 2 GB. Read into memory before anything is known of its maker. */
export const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;
/** In bytes of content, a terabyte: keeps every sum of sizes exact. */
const MAX_BLOB_BYTES = 1_000_000_000_000;

/** SHA-256 in hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex');
/** What a native item is for: `linux-x64`, or `any`. Node's names. */
export const packPlatformSchema = z.string().regex(/^(any|(linux|darwin|win32)-(x64|arm64))$/, 'a platform such as linux-x64, or any');
const text = z.string().min(1).max(200);

/** Natively a service's programs; where a pack may bring them, core/services looks for them. */
export const PACK_SERVICES = ['mongo', 'mysql'] as const;
export const PACK_STACKS = ['javascript', 'python', 'go', 'java'] as const;

export const packItemSchema = z.discriminatedUnion('kind', [
  /** A lab folder. `tree`: a tar whose entries lie in `<stage>/<id>/`. */
  z.strictObject({ kind: z.literal('lab'), id: slug, stage: z.enum(STAGES), version: z.number().int().positive(), title: text, tree: sha256Schema }),
  /** A container image: its configuration as it is, whose hash is the image's id, and its layers as plain tar, lowest first. */
  z.strictObject({
    kind: z.literal('image'), reference: z.string().regex(/^[a-z0-9][a-z0-9._\/-]*:[A-Za-z0-9_][\w.-]{0,127}$/, 'an image reference with a tag').max(255),
    architecture: z.string().regex(/^[a-z0-9]{1,20}$/), config: sha256Schema, layers: z.array(sha256Schema).min(1).max(127),
  }),
  /** A service's programs for one platform. */
  z.strictObject({ kind: z.literal('native'), service: z.enum(PACK_SERVICES), platform: packPlatformSchema, tree: sha256Schema }),
  /** The libraries of a stack, as `tools add` gets them. */
  z.strictObject({ kind: z.literal('tools'), stack: z.enum(PACK_STACKS), platform: packPlatformSchema, tree: sha256Schema }),
]);
export type PackItem = z.infer<typeof packItemSchema>;
export type PackImage = Extract<PackItem, { kind: 'image' }>;

const blobSchema = z.strictObject({
  sha256: sha256Schema,
  /** Of content, unpacked. */
  bytes: z.number().int().min(0).max(MAX_BLOB_BYTES),
  /** As stored, in order; each one zstd frame. null: not in this pack, must be on the machine already. */
  chunks: z.array(z.strictObject({ sha256: sha256Schema, bytes: z.number().int().min(1).max(MAX_STORED_CHUNK_BYTES) })).nullable(),
});
export type PackBlob = z.infer<typeof blobSchema>;

export const packManifestSchema = z.strictObject({
  format: z.literal(PACK_FORMAT),
  /** What is updated by what: packs of one id follow each other by `sequence`. */
  id: slug,
  title: text,
  sequence: z.number().int().min(1).max(1_000_000_000),
  /** When it was made, ISO 8601, by the maker's clock; told, never relied on. */
  createdAt: z.iso.datetime(),
  /** For an update that carries only what changed: the pack that has the rest. */
  base: z.strictObject({ sequence: z.number().int().min(1), manifest: sha256Schema }).nullable(),
  items: z.array(packItemSchema).min(1).max(10_000),
  /** Signed by the pack's key as well; left out where there are none. */
  assignments: z.array(assignmentFileSchema).min(1).max(100).optional(),
  /** Each content once, in the order in which they are stored. */
  blobs: z.array(blobSchema).max(100_000),
});
export type PackManifest = z.infer<typeof packManifestSchema>;

/** What of a manifest's parts does not fit together; null when all does. */
export function manifestFault(manifest: PackManifest): string | null {
  const blobs = new Map<string, PackBlob>();
  for (const blob of manifest.blobs) {
    if (blobs.has(blob.sha256)) return `the content ${blob.sha256.slice(0, 12)} is listed twice`;
    blobs.set(blob.sha256, blob);
    if (blob.chunks !== null && blob.chunks.length !== Math.ceil(blob.bytes / CHUNK_BYTES)) return `the content ${blob.sha256.slice(0, 12)} has the wrong number of chunks`;
    if (blob.chunks === null && manifest.base === null) return `the content ${blob.sha256.slice(0, 12)} is left out, but the pack is no update`;
  }
  const used = new Set<string>();
  const names = new Set<string>();
  for (const item of manifest.items) {
    const name = itemName(item);
    if (names.has(name)) return `${name} is listed twice`;
    names.add(name);
    for (const hash of blobsOf(item)) {
      if (!blobs.has(hash)) return `${name} needs a content that is not listed`;
      used.add(hash);
    }
  }
  return used.size === blobs.size ? null : 'a content is listed that nothing needs';
}

/** The contents that an item is made of. */
export function blobsOf(item: PackItem): string[] {
  return item.kind === 'image' ? [item.config, ...item.layers] : [item.tree];
}

/** What makes an item itself, across packs and versions: `lab sql-first-queries`. */
export function itemName(item: PackItem): string {
  switch (item.kind) {
    case 'lab': return `lab ${item.id}`;
    case 'image': return `image ${item.reference} ${item.architecture}`;
    case 'native': return `native ${item.service} ${item.platform}`;
    case 'tools': return `tools ${item.stack} ${item.platform}`;
  }
}
