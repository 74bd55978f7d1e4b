/** All labs of a labs folder: those that can be used, and those that can't with the reasons. */
import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError, type LabProblem } from '../../shared/errors.ts';
import { STAGES } from '../../shared/lab-format.ts';
import { loadLab, type LoadedLab } from './load-lab.ts';

export type { LoadedLab } from './load-lab.ts';

export interface BrokenLab {
  /** The folder's name. */
  lab: string;
  problems: LabProblem[];
}

export interface Catalog {
  /** By lab id. */
  labs: ReadonlyMap<string, LoadedLab>;
  broken: BrokenLab[];
}

/**
 * Reads `<labs folder>/<stage>/<lab>/lab.yaml` of every lab. One bad lab never hides the others.
 * @param labsFolder absolute
 * @throws BackbenchError LABS_FOLDER_UNUSABLE when the folder itself can't be read; the signal's reason
 */
export async function loadCatalog(labsFolder: string, signal: AbortSignal): Promise<Catalog> {
  signal.throwIfAborted();
  const labs = new Map<string, LoadedLab>();
  const broken: BrokenLab[] = [];
  let root: string;
  let stages: Found[];
  try {
    root = await realpath(labsFolder);
    stages = await folders(root);
  } catch (error) {
    throw new BackbenchError('LABS_FOLDER_UNUSABLE', { path: labsFolder, reason: reasonOf(error) }, { cause: error });
  }
  for (const stage of stages) {
    if (!stage.isFolder) {
      broken.push({ lab: stage.name, problems: [link(stage.name)] });
      continue;
    }
    if (!(STAGES as readonly string[]).includes(stage.name)) {
      broken.push({ lab: stage.name, problems: [{ file: stage.name, message: `"${stage.name}" is not a stage. Stages: ${STAGES.join(', ')}.` }] });
      continue;
    }
    let found: Found[];
    try {
      found = await folders(join(root, stage.name));
    } catch (error) {
      broken.push({ lab: stage.name, problems: [{ file: stage.name, message: `The folder could not be read: ${reasonOf(error)}.` }] });
      continue;
    }
    signal.throwIfAborted();
    // Side by side: most of the time goes into waiting for the disk.
    const results = await Promise.all(found.map(async ({ name, isFolder }) =>
      ({ name, result: isFolder ? await loadLab(join(root, stage.name, name), signal) : { problems: [link(name)] } })));
    for (const { name, result } of results) {
      if ('problems' in result) broken.push({ lab: name, problems: result.problems });
      else if (labs.has(name)) {
        broken.push({ lab: name, problems: [{ file: 'lab.yaml', message: `Another stage has a lab "${name}" too. Ids are unique in the whole course.` }] });
      } else labs.set(name, result.loaded);
    }
  }
  return { labs, broken };
}

const link = (name: string): LabProblem => ({ file: name, message: 'This is a symbolic link. Put the folder itself here.' });

interface Found {
  name: string;
  isFolder: boolean;
}

/** The folders and links in a folder, by name; what begins with a dot is not meant for us, files are notes. */
async function folders(folder: string): Promise<Found[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()))
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
