/** The keys that this person signs packs with: Ed25519, kept in the data folder, readable by their owner only. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { withFileErrors } from '../workspace/file-errors.ts';
import type { PackDisk } from './disk.ts';
import { fingerprint, rawKey } from './pack-header.ts';

const ENDING = '.pem';

export interface SigningKeyView { name: string; key: string; fingerprint: string }
export interface KeyPair { privateKey: KeyObject; publicKey: KeyObject }

export interface SigningKeys {
  list(): Promise<SigningKeyView[]>;
  /** @param name a slug. @throws BackbenchError SIGNING_KEY_EXISTS, DISK_FULL, DATA_FOLDER_UNUSABLE */
  make(name: string): Promise<SigningKeyView>;
  /** @param name null for the only one. @throws BackbenchError SIGNING_KEY_MISSING */
  open(name: string | null): Promise<KeyPair>;
}

export function createSigningKeys(packsFolder: string, disk: PackDisk): SigningKeys {
  const folder = join(packsFolder, 'signing-keys');
  const names = async (): Promise<string[]> => (await readdir(folder).catch(() => []))
    .filter((name) => name.endsWith(ENDING) && !name.startsWith('.')).map((name) => name.slice(0, -ENDING.length)).toSorted();
  const read = async (name: string): Promise<KeyPair> => {
    const path = join(folder, `${name}${ENDING}`);
    return withFileErrors(path, async () => {
      const privateKey = createPrivateKey(await readFile(path, 'utf8'));
      return { privateKey, publicKey: createPublicKey(privateKey) };
    });
  };
  const view = (name: string, { publicKey }: KeyPair): SigningKeyView => ({ name, key: rawKey(publicKey), fingerprint: fingerprint(rawKey(publicKey)) });
  return {
    list: async () => Promise.all((await names()).map(async (name) => view(name, await read(name)))),
    async make(name) {
      if ((await names()).includes(name)) throw new BackbenchError('SIGNING_KEY_EXISTS', { name });
      const pair = generateKeyPairSync('ed25519');
      const path = join(folder, `${name}${ENDING}`);
      const draft = join(folder, `.${name}${ENDING}`);
      await withFileErrors(path, async () => {
        await disk.makeFolder(folder);
        await disk.remove(draft);
        await disk.writeFile(draft, [Buffer.from(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))], 0o600);
        await disk.rename(draft, path);
      });
      return view(name, pair);
    },
    async open(name) {
      const known = await names();
      const wanted = name ?? (known.length === 1 ? known[0] : undefined);
      if (wanted === undefined || !known.includes(wanted)) throw new BackbenchError('SIGNING_KEY_MISSING', { name: name ?? '', known });
      return read(wanted);
    },
  };
}
