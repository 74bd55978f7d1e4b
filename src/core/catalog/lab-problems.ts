/** What a schema can't say about a whole lab: names that must be unique, refer to each other, and lie in the folder. */
import type { LabProblem } from '../../shared/errors.ts';
import type { Lab, ServiceSpec } from '../../shared/lab-format.ts';
import { shellImageFor } from '../../shared/tools.ts';
import { answerProblems } from './answer-problems.ts';
import { checkProblems } from './check-problems.ts';
import { generateProblems } from './generate-problems.ts';
import type { LabTree } from './lab-tree.ts';
import { placementProblems } from './placement-problems.ts';
import { variantProblems } from './variant-problems.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

export type Report = (path: YamlPath, message: string) => void;

/** Endings of seed files by the service's kind; the drivers read nothing else. */
const SEED_ENDINGS: Readonly<Record<ServiceSpec['kind'], readonly string[]>> = {
  postgres: ['.sql'], redis: ['.redis'], mongo: ['.js', '.json'], mysql: ['.sql'],
};

/**
 * @param lab as the schema gave it
 * @param place the folder's own name and the stage folder it lies in
 */
export function labProblems(lab: Lab, source: YamlSource, tree: LabTree, place: { folder: string; stage: string }): LabProblem[] {
  const problems: LabProblem[] = [];
  const report: Report = (path, message) => { problems.push(source.problem(path, message)); };

  if (lab.id !== place.folder) report(['id'], `The id "${lab.id}" is not the name of the folder, "${place.folder}". Make them the same.`);
  if (lab.stage !== place.stage) report(['stage'], `The stage "${lab.stage}" is not the folder that the lab lies in, "${place.stage}". Move the lab or change the stage.`);
  unique(lab.services, (index) => ['services', index, 'id'], report);
  unique(lab.steps, (index) => ['steps', index, 'id'], report);
  unique(lab.alternatives, (index) => ['alternatives', index, 'id'], report);
  unique(lab.mutants, (index) => ['mutants', index, 'id'], report);
  unique(lab.variants, (index) => ['variants', index, 'id'], report);
  unique(lab.teaches, (index) => ['teaches', index, 'id'], report);
  placementProblems(lab, report);
  variantProblems(lab, tree, report, contentProblems);
  return [...tree.problems, ...problems];
}

/** What is wrong with the lab as one learner works on it: resolved for its variant, where it has any. */
function contentProblems(lab: Lab, tree: Pick<LabTree, 'files' | 'folders'>, report: Report): void {
  if (shellImageFor(lab.needs.tools) === null) {
    report(['needs', 'tools'], `No image of a lab's shell holds all of ${lab.needs.tools.join(', ')}. Take the tools of one language only.`);
  }
  for (const [index, service] of lab.services.entries()) seedProblems(service, index, tree, report);
  for (const problem of generateProblems(lab)) report(problem.path, problem.message);
  const checkIds = new Map<string, string>();
  for (const [index, step] of lab.steps.entries()) {
    const path = ['steps', index];
    needFile(tree, step.lesson, [...path, 'lesson'], report);
    if (step.service !== undefined && !lab.services.some((each) => each.id === step.service)) {
      report([...path, 'service'], `There is no service "${step.service}" in this lab.`);
    }
    for (const [position, check] of step.checks.entries()) {
      const at = [...path, 'checks', position];
      const other = checkIds.get(check.id);
      if (other !== undefined) report([...at, 'id'], `The check id "${check.id}" is used before, in step "${other}". Ids of checks are unique in the whole lab.`);
      checkIds.set(check.id, step.id);
      for (const problem of checkProblems(check, lab)) report([...at, ...problem.path], problem.message);
      if (check.kind === 'requests') {
        for (const [number, { from }] of check.files.entries()) needFile(tree, from, [...at, 'files', number, 'from'], report);
      }
      if (check.kind === 'command') {
        for (const [number, { from }] of check.files.entries()) if (from !== undefined) needFile(tree, from, [...at, 'files', number, 'from'], report);
      }
    }
  }
  answerProblems(lab, tree, report);
}

function unique(items: readonly { id: string }[], path: (index: number) => YamlPath, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) report(path(index), `The id "${id}" is used twice. Give each its own.`);
    seen.add(id);
  }
}

function seedProblems(service: ServiceSpec, index: number, tree: Pick<LabTree, 'files' | 'folders'>, report: Report): void {
  for (const [position, file] of service.seed.entries()) {
    const path = ['services', index, 'seed', position];
    needFile(tree, file, path, report);
    const endings = SEED_ENDINGS[service.kind];
    if (!endings.some((ending) => file.endsWith(ending))) report(path, `A seed of a ${service.kind} service ends in ${endings.join(' or ')}.`);
  }
}

function needFile(tree: Pick<LabTree, 'files' | 'folders'>, file: string, path: YamlPath, report: Report): void {
  if (tree.files.has(file)) return;
  report(path, tree.folders.has(file) ? `${file} is a folder; a file is needed here.` : `There is no file ${file} in the lab folder. Create it or correct the path.`);
}
