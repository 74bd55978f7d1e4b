/** The keys whose packs are let in on this machine. Each is trusted once, after somebody compared its fingerprint. */
import { join } from 'node:path';
import { z } from 'zod';
import type { PackDisk } from './disk.ts';
import { readState, writeState } from './state-file.ts';

const trustedKeySchema = z.strictObject({
  /** Raw, in hex. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  /** Whose it is, in the words of whoever trusted it. */
  name: z.string().min(1).max(100),
  /** Milliseconds since 1970. */
  trustedAt: z.number(),
  /** Whether labs of its packs may run commands without a container, with all the rights of who is at the machine. */
  commands: z.boolean(),
});
export type TrustedKey = z.infer<typeof trustedKeySchema>;

export interface TrustedKeys {
  list(): Promise<TrustedKey[]>;
  find(key: string): Promise<TrustedKey | null>;
  /** Adds a key, or changes what is kept of it. @throws BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE */
  trust(key: Omit<TrustedKey, 'trustedAt'>): Promise<void>;
  /** Packs that came with it stay; no other is let in. */
  forget(key: string): Promise<void>;
}

/** @param now milliseconds since 1970 */
export function createTrustedKeys(packsFolder: string, disk: PackDisk, now: () => number): TrustedKeys {
  const path = join(packsFolder, 'trusted-keys.json');
  const list = async (): Promise<TrustedKey[]> => (await readState(path, z.array(trustedKeySchema))) ?? [];
  return {
    list,
    find: async (key) => (await list()).find((each) => each.key === key) ?? null,
    async trust({ key, name, commands }) {
      const others = (await list()).filter((each) => each.key !== key);
      await writeState(path, [...others, { key, name, trustedAt: now(), commands }], disk);
    },
    forget: async (key) => writeState(path, (await list()).filter((each) => each.key !== key), disk),
  };
}

/** A fingerprint as somebody typed it, without what stands between its digits. */
export const fingerprintDigits = (typed: string): string => typed.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
