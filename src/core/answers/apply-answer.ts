/** Puts an answer of a lab (a solution, an alternative, a mutant) where the learner's own work would be. */
import { SCRIPT_ENDINGS } from '../catalog/answer-problems.ts';
import { labFiles, readLabBytes, readLabFile } from '../catalog/lab-files.ts';
import type { LoadedLab } from '../catalog/load-lab.ts';
import type { ServiceDriver } from '../services/service.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Where answers go. */
export interface AnswerTarget {
  loaded: LoadedLab;
  workspace: Pick<Workspace, 'put'>;
  /** By service id. */
  drivers: ReadonlyMap<string, ServiceDriver>;
}

/**
 * Copies `files/**` over the workspace, then runs `<service id>.<ending>` against each service that has one.
 * @param answer a folder of the lab, e.g. `solution/first-step`
 * @returns the services that a script was run against
 * @throws BackbenchError of reading, writing or of the script; the signal's reason
 */
export async function applyAnswer(answer: string, { loaded, workspace, drivers }: AnswerTarget, signal: AbortSignal): Promise<string[]> {
  const files = await labFiles(loaded, signal);
  const prefix = `${answer}/files/`;
  for (const file of [...files].filter((each) => each.startsWith(prefix)).sort()) {
    signal.throwIfAborted();
    await workspace.put(file.slice(prefix.length), await readLabBytes(loaded, file));
  }
  const changed: string[] = [];
  for (const service of loaded.lab.services) {
    const script = `${answer}/${service.id}${SCRIPT_ENDINGS[service.kind]}`;
    if (!files.has(script)) continue;
    changed.push(service.id);
    await drivers.get(service.id)?.runScript(await readLabFile(loaded, script), signal);
  }
  return changed;
}

/** Applies the solutions of all steps before `step`, in order. @returns the services that scripts were run against */
export async function applySolutionsBefore(step: string, target: AnswerTarget, signal: AbortSignal): Promise<string[]> {
  const { steps } = target.loaded.lab;
  const before = steps.slice(0, steps.findIndex((each) => each.id === step));
  const changed = new Set<string>();
  for (const { id } of before) for (const service of await applyAnswer(`solution/${id}`, target, signal)) changed.add(service);
  return [...changed];
}
