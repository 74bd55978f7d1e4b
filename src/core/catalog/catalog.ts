/** All labs of a labs folder: those that can be used, and those that can't with the reasons. */
import type { LabProblem } from '../../shared/errors.ts';
import { findLabs } from './find-labs.ts';
import { loadLab, type LoadedLab } from './load-lab.ts';
import type { YamlValues } from './yaml-values.ts';

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

/** Labs read at once: waiting for the disk overlaps, and a large course needs no thousands of open files. */
const SIDE_BY_SIDE = 32;

/**
 * Reads `<labs folder>/<stage>/<lab>/lab.yaml` of every lab. One bad lab never hides the others.
 * @param labsFolder absolute
 * @param kept what the labs' YAML is known to say, which saves reading it
 * @throws BackbenchError LABS_FOLDER_UNUSABLE when the folder itself can't be read; the signal's reason
 */
export async function loadCatalog(labsFolder: string, signal: AbortSignal, learner?: string, kept?: YamlValues): Promise<Catalog> {
  const found = await findLabs(labsFolder, signal);
  const labs = new Map<string, LoadedLab>();
  const broken: BrokenLab[] = [...found.stray];
  for (let from = 0; from < found.labs.length; from += SIDE_BY_SIDE) {
    signal.throwIfAborted();
    const results = await Promise.all(found.labs.slice(from, from + SIDE_BY_SIDE).map(async ({ name, folder }) =>
      ({ name, result: await loadLab(folder, signal, learner, kept) })));
    for (const { name, result } of results) {
      if ('problems' in result) broken.push({ lab: name, problems: result.problems });
      else if (labs.has(name)) broken.push({ lab: name, problems: [twice(name)] });
      else labs.set(name, result.loaded);
    }
  }
  return { labs, broken };
}

/** Ids are unique in the whole course: progress is kept by them. */
export function twice(name: string): LabProblem {
  return { file: 'lab.yaml', message: `Another stage has a lab "${name}" too. Ids are unique in the whole course.` };
}
