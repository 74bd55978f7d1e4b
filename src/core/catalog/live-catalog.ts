/** A catalog one of whose labs is being written: each save is read at once, and a lab that is broken for a moment stays as it was. */
import { basename } from 'node:path';
import type { Catalog } from './catalog.ts';
import { loadLab, type LoadedLab } from './load-lab.ts';
import { watchLabFolder, type PreviewWatch } from './preview-watch.ts';

export interface LiveCatalog {
  get(): Catalog;
  dispose(): Promise<void>;
}

/**
 * @param read reads the catalog; called when no save can be missed any more
 * @param folder the lab that is being written, absolute
 * @param options.onChange told after each save; with the lab when it can be used
 */
export async function followLab(
  read: () => Promise<Catalog>, folder: string, options: { learner: string; onChange: (loaded: LoadedLab | null) => void },
): Promise<LiveCatalog> {
  const name = basename(folder);
  const opened = Promise.withResolvers<void>();
  let now: Catalog = { labs: new Map(), broken: [] };
  const watch: PreviewWatch = await watchLabFolder(folder, async (signal) => {
    await opened.promise;
    const result = await loadLab(folder, signal, options.learner);
    const others = now.broken.filter((each) => each.lab !== name);
    if ('problems' in result) {
      now = { labs: now.labs, broken: [...others, { lab: name, problems: result.problems }] };
      options.onChange(null);
    } else {
      now = { labs: new Map([...now.labs, [result.loaded.lab.id, result.loaded]]), broken: others };
      options.onChange(result.loaded);
    }
  });
  try {
    now = await read();
  } catch (error) {
    opened.resolve();
    await watch.dispose();
    throw error;
  }
  opened.resolve();
  return { get: () => now, dispose: () => watch.dispose() };
}
