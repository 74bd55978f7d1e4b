/** Which packs are on this machine. The file is written last of all in an import: what it does not name is not there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packItemSchema, sha256Schema } from '../../shared/pack-format.ts';
import { assignmentFileSchema } from '../../shared/assignment-format.ts';
import { slug } from '../../shared/names.ts';
import type { PackDisk } from './disk.ts';
import { readState, writeState } from './state-file.ts';

const installedPackSchema = z.strictObject({
  id: slug,
  title: z.string(),
  sequence: z.number().int(),
  /** SHA-256 of the manifest. */
  manifest: sha256Schema,
  /** Raw public key, in hex. */
  key: z.string(),
  /** Milliseconds since 1970. */
  importedAt: z.number(),
  /** Of its items' content, unpacked, each counted once; null in files of versions that did not keep it. */
  bytes: z.number().nullable().default(null),
  /** Those that were let in on this machine; what is for other platforms is not among them. */
  items: z.array(packItemSchema),
  assignments: z.array(assignmentFileSchema).default([]),
});
export type InstalledPack = z.infer<typeof installedPackSchema>;

const stateSchema = z.strictObject({
  packs: z.array(installedPackSchema),
  /** Trees that the last import replaced: a lab that is open may still read them. */
  former: z.array(sha256Schema),
});
export type InstalledState = z.infer<typeof stateSchema>;

const FILE = 'installed.json';

/** Where the tree of an item lies. */
export const treeFolder = (packsFolder: string, tree: string): string => join(packsFolder, 'trees', tree);

/** @throws BackbenchError DATA_FOLDER_UNUSABLE for a file that can't be read: with it, it would be forgotten which packs must not be replaced */
export async function readInstalled(packsFolder: string): Promise<InstalledState> {
  return (await readState(join(packsFolder, FILE), stateSchema)) ?? { packs: [], former: [] };
}

export async function writeInstalled(packsFolder: string, state: InstalledState, disk: PackDisk): Promise<void> {
  await writeState(join(packsFolder, FILE), state, disk);
}

/** For the start of the app, which goes on without packs where they can't be told. */
export function installedNow(packsFolder: string): InstalledPack[] {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(join(packsFolder, FILE), 'utf8'))).packs;
  } catch {
    return [];
  }
}
