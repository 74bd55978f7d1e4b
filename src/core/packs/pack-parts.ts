/** What of this machine can go into a pack: labs of the catalogue, programs of native services, libraries of stacks. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { PACK_SERVICES } from '../../shared/pack-format.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { librariesFolder, MANIFEST } from '../libraries/library-folders.ts';
import { STACKS, type Stack } from '../libraries/stacks.ts';
import type { FolderPart } from './create-pack.ts';

export interface PartPlaces {
  catalog: Catalog;
  resourcesFolder: string;
  nativeFolder: string;
}

/** Names, or everything of that kind. */
export type Wanted = readonly string[] | 'all';

/** @throws BackbenchError PACK_ITEM_UNKNOWN */
export function labParts({ catalog }: PartPlaces, wanted: Wanted): FolderPart[] {
  return chosen('lab', [...catalog.heads.keys()], wanted).map((id) => {
    const { stage, version, title } = catalog.heads.get(id) ?? catalog.lab(id).lab;
    return { kind: 'lab', id, stage, version, title, folder: catalog.folder(id) };
  });
}

/** @throws BackbenchError PACK_ITEM_UNKNOWN */
export function nativeParts({ resourcesFolder, nativeFolder }: PartPlaces, wanted: Wanted): FolderPart[] {
  const here = PACK_SERVICES.flatMap((service) => {
    const folder = [join(nativeFolder, service), join(resourcesFolder, 'native', service)].find((each) => existsSync(each));
    return folder === undefined ? [] : [{ service, folder }];
  });
  const names = chosen('native', here.map(({ service }) => service), wanted);
  return here.filter(({ service }) => names.includes(service)).map(({ service, folder }) => ({ kind: 'native', service, platform: `${process.platform}-${process.arch}`, folder }));
}

/** Python's have compiled parts; the others are the same everywhere. */
const SAME_EVERYWHERE: Readonly<Record<Stack, boolean>> = { javascript: true, python: false, go: true, java: true };

/** @throws BackbenchError PACK_ITEM_UNKNOWN */
export function toolParts({ resourcesFolder }: PartPlaces, wanted: Wanted): FolderPart[] {
  const here = STACKS.filter((stack) => existsSync(join(librariesFolder(resourcesFolder, stack), MANIFEST)));
  const names = chosen('tools', here, wanted);
  return here.filter((stack) => names.includes(stack)).map((stack) => ({
    kind: 'tools', stack, platform: SAME_EVERYWHERE[stack] ? 'any' : `${process.platform}-${process.arch}`, folder: librariesFolder(resourcesFolder, stack),
  }));
}

/** @param references by our name of each image that is here. @throws BackbenchError PACK_ITEM_UNKNOWN */
export function imageReferencesOf(references: ReadonlyMap<string, string>, wanted: Wanted): string[] {
  // Any other image can be named by its reference; Docker says whether it is there.
  return wanted === 'all' ? [...references.values()] : wanted.map((name) => references.get(name) ?? (name.includes(':') ? name : chosen('image', [...references.keys()], [name])[0] ?? name));
}

function chosen(kind: string, known: readonly string[], wanted: Wanted): readonly string[] {
  if (wanted === 'all') return known;
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new BackbenchError('PACK_ITEM_UNKNOWN', { kind, name: unknown, known: [...known] });
  return wanted;
}
