/** All labs of a labs folder: those that can be used, and those that can't with the reasons. */
import type { LabProblem } from '../../shared/errors.ts';
import { findLabs } from './find-labs.ts';
import type { LabHead } from './lab-head.ts';
import { LAB_FILE, loadLab, type LoadedLab } from './load-lab.ts';

export type { LoadedLab } from './load-lab.ts';

export interface BrokenLab {
  /** The folder's name. */
  lab: string;
  problems: LabProblem[];
}

/** The labs as the app knows them: the heads of all, and each as a whole once it is asked for. */
export interface Catalog {
  /** By lab id. A lab that turns out to be broken when it is opened moves from here to `broken`. */
  readonly heads: ReadonlyMap<string, LabHead>;
  readonly broken: readonly BrokenLab[];
  /** Where a lab lies, absolute. @throws BackbenchError LAB_NOT_FOUND, LAB_INVALID */
  folder(id: string): string;
  /** The whole lab, read when it is first asked for. @throws BackbenchError LAB_NOT_FOUND, LAB_INVALID */
  lab(id: string): LoadedLab;
}

/** All labs, each read as a whole: for the tools of authors. */
export interface WholeCatalog {
  /** By lab id. */
  labs: ReadonlyMap<string, LoadedLab>;
  broken: BrokenLab[];
}

/**
 * Reads `<labs folder>/<stage>/<lab>/lab.yaml` of every lab. One bad lab never hides the others.
 * @param labsFolder absolute
 * @throws BackbenchError LABS_FOLDER_UNUSABLE when the folder itself can't be read; the signal's reason
 */
export async function loadCatalog(labsFolder: string, signal: AbortSignal, learner?: string): Promise<WholeCatalog> {
  const found = await findLabs(labsFolder, signal);
  const labs = new Map<string, LoadedLab>();
  const broken: BrokenLab[] = [...found.stray];
  for (const { name, folder } of found.labs) {
    const result = await loadLab(folder, signal, learner);
    if ('problems' in result) broken.push({ lab: name, problems: result.problems });
    else if (labs.has(name)) broken.push({ lab: name, problems: [twice(name)] });
    else labs.set(name, result.loaded);
  }
  return { labs, broken };
}

/** Ids are unique in the whole course: progress is kept by them. */
export function twice(name: string): LabProblem {
  return { file: LAB_FILE, message: `Another stage has a lab "${name}" too. Ids are unique in the whole course.` };
}
