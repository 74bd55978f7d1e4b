/** The answers of a lab: that each has its folder, and that nothing in it would be passed over in silence. */
import type { Lab, ServiceKind } from '../../shared/lab-format.ts';
import type { LabTree } from './lab-tree.ts';
import type { YamlPath } from './yaml-source.ts';

/** Endings of the scripts that answers run; the same as Service.scriptExtension, which is not at hand without an engine. */
export const SCRIPT_ENDINGS: Readonly<Record<ServiceKind, string>> = { postgres: '.sql', redis: '.redis', mongo: '.mongo.js', mysql: '.sql' };

/** Commands of an answer, run by sh in the workspace. */
export const COMMANDS_FILE = 'commands.sh';

/** Reports answers without a folder, folders without content or without an owner, and files that nothing would use. */
export function answerProblems(lab: Lab, tree: Pick<LabTree, 'files' | 'folders'>, report: (path: YamlPath, message: string) => void): void {
  const stepIds = new Set(lab.steps.map((step) => step.id));
  const scripts = new Set(lab.services.map((service) => `${service.id}${SCRIPT_ENDINGS[service.kind]}`));

  for (const [index, step] of lab.steps.entries()) folderProblems(`solution/${step.id}`, ['steps', index, 'id'], scripts, tree, report);
  for (const [index, alternative] of lab.alternatives.entries()) {
    const path = ['alternatives', index];
    if (!stepIds.has(alternative.step)) report([...path, 'step'], unknownStep(alternative.step, stepIds));
    folderProblems(`alternatives/${alternative.id}`, [...path, 'id'], scripts, tree, report);
  }
  for (const [index, mutant] of lab.mutants.entries()) {
    const path = ['mutants', index];
    const step = lab.steps.find((each) => each.id === mutant.step);
    if (step === undefined) report([...path, 'step'], unknownStep(mutant.step, stepIds));
    else if (!step.checks.some((check) => check.id === mutant.caughtBy)) {
      report([...path, 'caughtBy'], `Step "${step.id}" has no check "${mutant.caughtBy}". Checks: ${step.checks.map((check) => check.id).join(', ')}.`);
    }
    folderProblems(`mutants/${mutant.id}`, [...path, 'id'], scripts, tree, report);
  }
  ownerless('solution', stepIds, ['steps'], tree, report);
  ownerless('alternatives', new Set(lab.alternatives.map((each) => each.id)), ['alternatives'], tree, report);
  ownerless('mutants', new Set(lab.mutants.map((each) => each.id)), ['mutants'], tree, report);
}

const unknownStep = (step: string, known: ReadonlySet<string>): string => `There is no step "${step}". Steps: ${[...known].join(', ')}.`;

function folderProblems(
  folder: string, path: YamlPath, scripts: ReadonlySet<string>, tree: Pick<LabTree, 'files' | 'folders'>, report: (path: YamlPath, message: string) => void,
): void {
  const inside = [...tree.files].filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1));
  if (inside.length === 0) {
    report(path, `There is no answer in ${folder}/. Put files into ${folder}/files/, or a script for a service beside it.`);
    return;
  }
  for (const file of inside) {
    if (!file.startsWith('files/') && !scripts.has(file) && file !== 'answers.yaml' && file !== COMMANDS_FILE) {
      const known = scripts.size === 0 ? '' : `, and scripts named ${[...scripts].join(', ')}`;
      report(path, `Nothing uses ${folder}/${file}. An answer holds files/…, ${COMMANDS_FILE}${known}.`);
    }
  }
}

function ownerless(
  parent: string, ids: ReadonlySet<string>, path: YamlPath, tree: Pick<LabTree, 'files' | 'folders'>, report: (path: YamlPath, message: string) => void,
): void {
  for (const folder of tree.folders) {
    const [top, name, ...deeper] = folder.split('/');
    if (top === parent && name !== undefined && deeper.length === 0 && !ids.has(name)) {
      report(path, `The folder ${folder}/ belongs to nothing in lab.yaml. Name it there or take it out.`);
    }
  }
}
