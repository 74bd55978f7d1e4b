/**
 * The first bytes of a pack: magic, format, size of the manifest, public key, signature; then the manifest. All that
 * follows is bound by the hashes in the manifest, so the signature covers the whole file.
 */
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { BackbenchError } from '../../shared/errors.ts';
import { MAX_MANIFEST_BYTES, manifestFault, PACK_FORMAT, packManifestSchema, type PackManifest } from '../../shared/pack-format.ts';
import type { PackSource } from './pack-source.ts';

/** As in PNG: a byte that is no text, the name, and line ends that a careless copy would change. */
const MAGIC = Buffer.from([0x89, 0x42, 0x42, 0x50, 0x4b, 0x0d, 0x0a, 0x1a]);
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** Magic, format and manifest size as 32 bits little-endian, key, signature. */
export const HEADER_BYTES = MAGIC.length + 4 + 4 + KEY_BYTES + SIGNATURE_BYTES;
/** What is signed begins with this, so that no signature of anything else by the same key fits. */
const PURPOSE = Buffer.from('backbench pack manifest\0', 'utf8');
/** What comes before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
export const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A pack's beginning whose signature is right. Whether its key is trusted is another question. */
export interface PackHead {
  manifest: PackManifest;
  /** SHA-256 of the manifest's bytes, in hex: the pack's identity. */
  hash: string;
  /** The raw public key, in hex. */
  key: string;
  /** Where the first chunk lies. */
  start: number;
  /** What the whole file must be, in bytes. */
  fileBytes: number;
}

/** The raw 32 bytes of a key, in hex. */
export function rawKey(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).subarray(DER_PREFIX.length).toString('hex');
}

/** 128 bits of its SHA-256 in groups that two people can compare aloud. @param key raw, in hex */
export function fingerprint(key: string): string {
  const digest = createHash('sha256').update(Buffer.from(key, 'hex')).digest('hex').slice(0, 32);
  return (digest.match(/.{4}/g) ?? []).join('-');
}

/** Header and manifest as bytes. @param keys an Ed25519 pair */
export function writeHead(manifest: PackManifest, keys: { privateKey: KeyObject; publicKey: KeyObject }): Buffer {
  const body = Buffer.from(JSON.stringify(manifest), 'utf8');
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32LE(PACK_FORMAT, 0);
  numbers.writeUInt32LE(body.length, 4);
  return Buffer.concat([MAGIC, numbers, Buffer.from(rawKey(keys.publicKey), 'hex'), sign(null, Buffer.concat([PURPOSE, body]), keys.privateKey), body]);
}

/**
 * Reads and checks the beginning of a pack, and that the file has the size that it says.
 * @param path for errors
 * @throws BackbenchError PACK_INVALID, PACK_SIGNATURE_WRONG, PACK_DAMAGED
 */
export async function readHead(source: PackSource, path: string): Promise<PackHead> {
  const head = await source.read(0, HEADER_BYTES);
  if (head === null || !head.subarray(0, MAGIC.length).equals(MAGIC)) throw new BackbenchError('PACK_INVALID', { path, reason: 'the file does not begin like a pack' });
  const format = head.readUInt32LE(MAGIC.length);
  if (format !== PACK_FORMAT) throw new BackbenchError('PACK_INVALID', { path, reason: `its format is ${String(format)}, and this version reads format ${String(PACK_FORMAT)}` });
  const bodyBytes = head.readUInt32LE(MAGIC.length + 4);
  if (bodyBytes === 0 || bodyBytes > MAX_MANIFEST_BYTES) throw new BackbenchError('PACK_INVALID', { path, reason: 'its list of contents has an impossible size' });
  const body = await source.read(HEADER_BYTES, bodyBytes);
  if (body === null) throw new BackbenchError('PACK_DAMAGED', { path, reason: 'the file ends in its list of contents' });
  const key = head.subarray(MAGIC.length + 8, MAGIC.length + 8 + KEY_BYTES);
  const signature = head.subarray(MAGIC.length + 8 + KEY_BYTES);
  if (!isSigned(body, key, signature)) throw new BackbenchError('PACK_SIGNATURE_WRONG', { path });
  const manifest = readManifest(body, path);
  const start = HEADER_BYTES + bodyBytes;
  const fileBytes = start + manifest.blobs.reduce((sum, { chunks }) => sum + (chunks ?? []).reduce((all, chunk) => all + chunk.bytes, 0), 0);
  const size = source.bytes;
  if (size !== fileBytes) throw new BackbenchError('PACK_DAMAGED', { path, reason: `the file has ${String(size)} bytes, and the pack has ${String(fileBytes)}` });
  return { manifest, hash: createHash('sha256').update(body).digest('hex'), key: key.toString('hex'), start, fileBytes };
}

function isSigned(body: Buffer, key: Buffer, signature: Buffer): boolean {
  try {
    return verify(null, Buffer.concat([PURPOSE, body]), createPublicKey({ key: Buffer.concat([DER_PREFIX, key]), type: 'spki', format: 'der' }), signature);
  } catch {
    // Bytes that are no key.
    return false;
  }
}

function readManifest(body: Buffer, path: string): PackManifest {
  const invalid = (reason: string): BackbenchError<'PACK_INVALID'> => new BackbenchError('PACK_INVALID', { path, reason });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw invalid('its list of contents is not JSON');
  }
  const parsed = packManifestSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`its list of contents is wrong at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const fault = manifestFault(parsed.data);
  if (fault !== null) throw invalid(fault);
  return parsed.data;
}
