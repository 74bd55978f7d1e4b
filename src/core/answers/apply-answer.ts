/** Puts an answer of a lab (a solution, an alternative, a mutant) where the learner's own work would be. */
import type { AnswerValue } from '../../shared/check-format/answer.ts';
import { COMMANDS_FILE, SCRIPT_ENDINGS } from '../catalog/answer-problems.ts';
import { labFiles, readLabBytes, readLabFile } from '../catalog/lab-files.ts';
import type { LoadedLab } from '../catalog/load-lab.ts';
import type { Environment } from '../engines/engine.ts';
import type { ServiceDriver } from '../services/service.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { runCommands } from './run-commands.ts';
import { ANSWERS_FILE, writtenAnswers } from './written-answers.ts';

/** Where answers go. */
export interface AnswerTarget {
  loaded: LoadedLab;
  workspace: Pick<Workspace, 'put'>;
  environment: Pick<Environment, 'engine' | 'run'>;
  /** By service id. */
  drivers: ReadonlyMap<string, ServiceDriver>;
  /** What was answered to questions, by check id. */
  answers: Map<string, AnswerValue>;
}

/**
 * Copies `files/**` over the workspace, runs `commands.sh` in it, gives the answers of `answers.yaml`, then runs
 * `<service id>.<ending>` against each service that has one.
 * @param answer a folder of the lab, e.g. `solution/first-step`
 * @returns the services that a script was run against
 * @throws BackbenchError of reading, writing or of the script; the signal's reason
 */
export async function applyAnswer(answer: string, { loaded, workspace, environment, drivers, answers }: AnswerTarget, signal: AbortSignal): Promise<string[]> {
  const files = await labFiles(loaded, signal);
  const prefix = `${answer}/files/`;
  for (const file of [...files].filter((each) => each.startsWith(prefix)).sort()) {
    signal.throwIfAborted();
    await workspace.put(file.slice(prefix.length), await readLabBytes(loaded, file));
  }
  const commands = `${answer}/${COMMANDS_FILE}`;
  if (files.has(commands)) await runCommands(commands, loaded, environment, signal);
  const written = `${answer}/${ANSWERS_FILE}`;
  if (files.has(written)) {
    for (const [check, value] of writtenAnswers(loaded.lab.id, written, await readLabFile(loaded, written))) answers.set(check, value);
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
