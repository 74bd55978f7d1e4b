/** Reads one file of a lab folder when it is needed: never through a link, never more than a sane size. */
import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { relativePath } from '../../shared/names.ts';
import { readLabTree } from './lab-tree.ts';
import { fillBytes, type LearnerValues } from './learner-values.ts';

/** The largest file of a lab, in bytes: seeds of some hundred thousand rows fit; more is made by a generator in the seed. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

export const NOT_UTF8 = 'This is not UTF-8 text. Save it as UTF-8.';

/** The folder, beside the lab's own ones, that holds one folder a variant. */
export const VARIANTS_FOLDER = 'variants';

/** What is needed to find a lab's files. */
export interface LabFolder {
  /** Absolute. */
  folder: string;
  lab: { id: string };
  /** Files in its folder are read instead of the lab's own of the same name. */
  variant?: { id: string };
  /** Put in for `{{value.name}}`. */
  values?: LearnerValues;
}

/** Where a lab's files lie, each laid over the ones before it. Relative to the lab folder, '' for itself. */
function layers({ variant }: LabFolder): string[] {
  return variant === undefined ? [''] : ['', `${VARIANTS_FOLDER}/${variant.id}/`];
}

/** The same place in each layer, absolute, e.g. `workspace`; those that do not exist among them. The last wins. */
export function labFolders(loaded: LabFolder, name: string): string[] {
  return layers(loaded).map((layer) => join(loaded.folder, `${layer}${name}`));
}

/**
 * Every file that can be read by {@link readLabFile}.
 * @throws the file system's error when the folder can't be read; the signal's reason
 */
export async function labFiles(loaded: LabFolder, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const { files } = await readLabTree(loaded.folder, signal);
  return filesForVariant(files, loaded.variant?.id ?? null);
}

/** The files of a whole lab folder as one variant sees them. */
export function filesForVariant(files: ReadonlySet<string>, variant: string | null): ReadonlySet<string> {
  if (variant === null) return files;
  const own = `${VARIANTS_FOLDER}/${variant}/`;
  const seen = new Set<string>();
  for (const file of files) {
    if (file.startsWith(own)) seen.add(file.slice(own.length));
    else if (!file.startsWith(`${VARIANTS_FOLDER}/`)) seen.add(file);
  }
  return seen;
}

/**
 * @param name a path inside the lab folder, forward slashes
 * @returns the text, without a byte order mark
 * @throws BackbenchError LAB_INVALID naming the file and what is wrong with it
 */
export async function readLabFile(loaded: LabFolder, name: string): Promise<string> {
  const bytes = await readLabBytes(loaded, name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw invalid(loaded, name, NOT_UTF8, error);
  }
}

/** As {@link readLabFile}, for files that need not be text. */
export async function readLabBytes(loaded: LabFolder, name: string): Promise<Buffer> {
  if (!relativePath.safeParse(name).success) throw invalid(loaded, name, 'This path leaves the lab folder.');
  try {
    const place = await placeOf(loaded, name);
    await refuseLinks(loaded, place);
    const handle = await open(join(loaded.folder, place), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size } = await handle.stat();
      if (size > MAX_FILE_BYTES) {
        throw invalid(loaded, name, `The file has ${String(size)} bytes; the limit is ${String(MAX_FILE_BYTES)}.`);
      }
      return fillBytes(await handle.readFile(), loaded.values ?? new Map());
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof BackbenchError) throw error;
    throw invalid(loaded, name, unreadable(error), error);
  }
}

/** Where in the lab folder the file lies: in the uppermost layer that has it. */
async function placeOf(loaded: LabFolder, name: string): Promise<string> {
  for (const layer of layers(loaded).toReversed()) {
    if (layer === '') break;
    if (await lstat(join(loaded.folder, layer, name)).then(() => true, () => false)) return `${layer}${name}`;
  }
  return name;
}

async function refuseLinks(loaded: LabFolder, name: string): Promise<void> {
  const parts = name.split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    const stat = await lstat(join(loaded.folder, ...parts.slice(0, count)));
    if (stat.isSymbolicLink()) throw invalid(loaded, name, 'This is a symbolic link. Put the file itself here.');
    if (count === parts.length && !stat.isFile()) throw invalid(loaded, name, 'This is not a file.');
  }
}

function invalid(loaded: LabFolder, file: string, message: string, cause?: unknown): BackbenchError<'LAB_INVALID'> {
  return new BackbenchError('LAB_INVALID', { lab: loaded.lab.id, problems: [{ file, message }] }, { cause });
}

/** Why a file can't be read, for whoever can mend it. */
export function unreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'You have no permission to read this file. Give it to yourself, with "chmod u+r" for example.';
  return `The file could not be read: ${error instanceof Error ? error.message : String(error)}.`;
}
