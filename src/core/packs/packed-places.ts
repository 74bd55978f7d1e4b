/** Where what packs brought lies: labs for the catalogue, programs and libraries for native services. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssignmentFile } from '../../shared/assignment-format.ts';
import type { FoundLab } from '../catalog/find-labs.ts';
import type { Stack } from '../libraries/stacks.ts';
import { installedNow, treeFolder, type InstalledPack } from './installed-packs.ts';

/** Where packs keep everything, in the data folder. */
export const packsFolderOf = (dataFolder: string): string => join(dataFolder, 'packs');

export interface PackedPlaces {
  labs(): FoundLab[];
  programs(service: 'mongo' | 'mysql'): string[];
  libraries(stack: Stack): string | null;
  /** Those that the packs which are here brought. */
  assignments(): AssignmentFile[];
  /** Looks again, after an import. */
  refresh(): void;
}

export function createPackedPlaces(packsFolder: string): PackedPlaces {
  let packs: InstalledPack[] = installedNow(packsFolder);
  /** Newest import last. */
  const inOrder = (): InstalledPack[] => packs.toSorted((a, b) => a.importedAt - b.importedAt);
  return {
    labs() {
      const commands = keysWithCommands(packsFolder);
      const labs = inOrder().flatMap(({ items, key }) => items.flatMap((item): FoundLab[] => (item.kind !== 'lab' ? [] : [{
        name: item.id, stage: item.stage, folder: join(treeFolder(packsFolder, item.tree), item.stage, item.id), packed: { version: item.version, commands: commands.has(key) },
      }])));
      // Where two packs have a lab, the newer version comes first, and the other is then passed over.
      return labs.toSorted((a, b) => (b.packed?.version ?? 0) - (a.packed?.version ?? 0));
    },
    programs: (service) => inOrder().flatMap(({ items }) => items.flatMap((item) => (item.kind === 'native' && item.service === service ? [treeFolder(packsFolder, item.tree)] : []))).toReversed(),
    libraries: (stack) => inOrder().flatMap(({ items }) => items.flatMap((item) => (item.kind === 'tools' && item.stack === stack ? [treeFolder(packsFolder, item.tree)] : []))).at(-1) ?? null,
    assignments: () => inOrder().flatMap(({ assignments }) => assignments),
    refresh() {
      packs = installedNow(packsFolder);
    },
  };
}

/** Nobody's commands where the list can't be read. */
function keysWithCommands(packsFolder: string): ReadonlySet<string> {
  try {
    const keys = JSON.parse(readFileSync(join(packsFolder, 'trusted-keys.json'), 'utf8')) as { key: string; commands: boolean }[];
    return new Set(keys.filter(({ commands }) => commands === true).map(({ key }) => key));
  } catch {
    return new Set();
  }
}
