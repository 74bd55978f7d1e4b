/** Finds the lab folders of a labs folder, without reading any lab. */
import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError, type LabProblem } from '../../shared/errors.ts';
import { STAGES } from '../../shared/stages.ts';

/** A folder that claims to be a lab. */
export interface FoundLab {
  /** The folder's name. */
  name: string;
  stage: string;
  /** Absolute. */
  folder: string;
  /** For a lab of a pack. */
  packed?: PackedLab;
}

/** What a pack says of a lab that it brought. */
export interface PackedLab {
  version: number;
  /** Whether whoever trusted the pack's key lets its commands run without a container. */
  commands: boolean;
}

export interface FoundLabs {
  /** By stage folder and name. */
  labs: FoundLab[];
  /** What lies where only stages and labs should, by the folder's name. */
  stray: { lab: string; problems: LabProblem[] }[];
}

/**
 * Lists `<labs folder>/<stage>/<lab>`.
 * @param labsFolder absolute
 * @throws BackbenchError LABS_FOLDER_UNUSABLE when the folder itself can't be read; the signal's reason
 */
export async function findLabs(labsFolder: string, signal: AbortSignal): Promise<FoundLabs> {
  signal.throwIfAborted();
  let root: string;
  let stages: Entry[];
  try {
    root = await realpath(labsFolder);
    stages = await folders(root);
  } catch (error) {
    throw new BackbenchError('LABS_FOLDER_UNUSABLE', { path: labsFolder, reason: reasonOf(error) }, { cause: error });
  }
  const labs: FoundLab[] = [];
  const stray: FoundLabs['stray'] = [];
  const report = (name: string, message: string): void => { stray.push({ lab: name, problems: [{ file: name, message }] }); };
  for (const stage of stages) {
    signal.throwIfAborted();
    if (!stage.isFolder) {
      report(stage.name, LINK);
      continue;
    }
    if (!(STAGES as readonly string[]).includes(stage.name)) {
      report(stage.name, `"${stage.name}" is not a stage. Stages: ${STAGES.join(', ')}.`);
      continue;
    }
    try {
      for (const { name, isFolder } of await folders(join(root, stage.name))) {
        if (isFolder) labs.push({ name, stage: stage.name, folder: join(root, stage.name, name) });
        else report(name, LINK);
      }
    } catch (error) {
      report(stage.name, `The folder could not be read: ${reasonOf(error)}.`);
    }
  }
  return { labs, stray };
}

const LINK = 'This is a symbolic link. Put the folder itself here.';

interface Entry {
  name: string;
  isFolder: boolean;
}

/** The folders and links in a folder, by name; what begins with a dot is not meant for us, files are notes. */
async function folders(folder: string): Promise<Entry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()))
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
