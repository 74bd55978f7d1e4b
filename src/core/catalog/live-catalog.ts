/** A catalog one of whose labs is being written: each save is read at once, and a lab that is broken for a moment stays as it was. */
import { basename } from 'node:path';
import { isCode, type LabProblem } from '../../shared/errors.ts';
import type { Catalog } from './catalog.ts';
import { headOf } from './lab-head.ts';
import { loadLab, type LoadedLab } from './load-lab.ts';
import { watchLabFolder, type PreviewWatch } from './preview-watch.ts';

export interface LiveCatalog {
  get(): Catalog;
  /** Reads the labs again: a pack brought some. */
  reopen(): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * @param open opens the catalog; called when no save can be missed any more
 * @param folder the lab that is being written, absolute
 * @param options.onChange told after each save; with the lab when it can be used
 */
export async function followLab(
  open: () => Promise<Catalog>, folder: string, options: { learner: string; onChange: (loaded: LoadedLab | null) => void },
): Promise<LiveCatalog> {
  const name = basename(folder);
  const opened = Promise.withResolvers<Catalog | null>();
  /** The last state that could be used. */
  let good: LoadedLab | null = null;
  let now: Catalog | null = null;
  const watch: PreviewWatch = await watchLabFolder(folder, async (signal) => {
    const all = await opened.promise;
    if (all === null) return;
    const result = await loadLab(folder, signal, options.learner);
    if ('loaded' in result) good = result.loaded;
    now = withLab(all, name, good, 'problems' in result ? result.problems : []);
    options.onChange('loaded' in result ? result.loaded : null);
  });
  try {
    const all = await open();
    good = usable(all, name);
    const first = withLab(all, name, good, all.broken.find((each) => each.lab === name)?.problems ?? []);
    opened.resolve(all);
    // Who writes a lab sees a pack's labs from the next start on.
    return { get: () => now ?? first, reopen: () => Promise.resolve(), dispose: () => watch.dispose() };
  } catch (error) {
    opened.resolve(null);
    await watch.dispose();
    throw error;
  }
}

/** The catalog with one lab as it is now. */
function withLab(catalog: Catalog, name: string, good: LoadedLab | null, problems: readonly LabProblem[]): Catalog {
  const others = catalog.broken.filter((each) => each.lab !== name);
  return {
    heads: good === null ? catalog.heads : new Map([...catalog.heads, [name, headOf(good.lab)]]),
    broken: problems.length === 0 ? others : [...others, { lab: name, problems: [...problems] }],
    folder: (id) => (id === name && good !== null ? good.folder : catalog.folder(id)),
    lab: (id) => (id === name && good !== null ? good : catalog.lab(id)),
  };
}

function usable(catalog: Catalog, name: string): LoadedLab | null {
  try {
    return catalog.lab(name);
  } catch (error) {
    if (isCode(error, 'LAB_INVALID') || isCode(error, 'LAB_NOT_FOUND')) return null;
    throw error;
  }
}
