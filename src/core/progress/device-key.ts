/**
 * The key that this device signs progress with: Ed25519, in the data folder, readable by its owner only. It proves that
 * two files came from the same place, not who sat there.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { makeFolder, syncFolderNow } from '../workspace/durable-files.ts';

export interface DeviceKey {
  /** DER (SubjectPublicKeyInfo) as base64: what goes with a signature. */
  publicKey: string;
  /** See {@link fingerprint}. */
  fingerprint: string;
  /** @returns the signature as base64 */
  sign(bytes: Uint8Array): string;
}

/** In the data folder. */
export const DEVICE_KEY_FILE = 'device.key';

/** The owner reads and writes, nobody else. */
const OWNER_ONLY = 0o600;

/**
 * Reads the key, or makes one on first use; two processes that start at once agree on it. A file that holds no key is
 * put aside, with a new key in its place: a class then sees that the progress went on under another key.
 * @throws BackbenchError DATA_FOLDER_UNUSABLE, DISK_FULL
 */
export function deviceKey(dataFolder: string): DeviceKey {
  const path = join(dataFolder, DEVICE_KEY_FILE);
  try {
    makeFolder(dataFolder);
    const key = read(path) ?? make(path);
    const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
    return { publicKey, fingerprint: fingerprint(publicKey), sign: (bytes) => sign(null, bytes, key).toString('base64') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new BackbenchError('DISK_FULL', { path }, { cause: error });
    throw new BackbenchError('DATA_FOLDER_UNUSABLE', { path, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

/** Names a key: the first 32 hex digits of the SHA-256 of its bytes. @param publicKey DER as base64 */
export function fingerprint(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 32);
}

/** False for a wrong signature and for what is no Ed25519 key or signature at all. */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, bytes, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

function make(path: string): KeyObject {
  const draft = `${path}.${String(process.pid)}`;
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(draft, pem, { mode: OWNER_ONLY, flush: true });
  try {
    linkSync(draft, path);
  } catch {
    // Another process was first, what is there is no key, or the file system has no hard links.
    if (read(path) === null) {
      try {
        renameSync(path, `${path}.damaged`);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
      renameSync(draft, path);
    }
  }
  rmSync(draft, { force: true });
  syncFolderNow(dirname(path));
  const key = read(path);
  if (key === null) throw new Error('the key could not be kept');
  return key;
}

/** @returns null when there is none, or what is there is no such key */
function read(path: string): KeyObject | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const key = createPrivateKey(text);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
