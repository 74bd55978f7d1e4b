/** Lint of lab.yaml and of the list of files: what can run, but is not proven, not kind or not used. */
import type { LabProblem } from '../../shared/errors.ts';
import { FILL_IN } from './fill-in.ts';
import { filesForVariant } from './lab-files.ts';
import type { ReadLab } from './load-lab.ts';
import { resolveAll } from './resolve-variant.ts';
import type { YamlPath } from './yaml-source.ts';

/** Checks without a wrong answer, labs without another right one. */
export function answerWarnings({ lab, source }: ReadLab): LabProblem[] {
  const problems: LabProblem[] = [];
  const caught = new Set(lab.mutants.map((mutant) => mutant.caughtBy));
  for (const [step, { checks }] of lab.steps.entries()) {
    for (const [index, check] of checks.entries()) {
      if (caught.has(check.id)) continue;
      problems.push(source.problem(['steps', step, 'checks', index, 'id'],
        `No mutant is caught by the check "${check.id}". Write a wrong answer that it must refuse: a folder in mutants/, named under "mutants".`));
    }
  }
  if (lab.alternatives.length === 0) {
    problems.push(source.problem(['steps'], 'The lab has no alternative. Write another right answer: it shows that the checks look at what the answer does, not how.'));
  }
  return problems;
}

/** Words that are said twice: the second hint must tell more than the first. */
export function textWarnings({ lab, source }: ReadLab): LabProblem[] {
  const problems: LabProblem[] = [];
  for (const [step, { checks }] of lab.steps.entries()) {
    for (const [index, check] of checks.entries()) {
      const at: YamlPath = ['steps', step, 'checks', index];
      for (const again of repeated(check.hints)) {
        problems.push(source.problem([...at, 'hints', again], 'This hint repeats one before it. Each hint must tell more than the last.'));
      }
      for (const again of repeated(check.mistakes.map(({ result, got, source: text }) => JSON.stringify([result, got, text])))) {
        problems.push(source.problem([...at, 'mistakes', again], 'A mistake before this one is recognised by the same sign, so this one is never told. Put them together.'));
      }
    }
  }
  for (const again of repeated(lab.review.map((item) => item.question))) {
    problems.push(source.problem(['review', again], 'This question is asked before. Ask another.'));
  }
  return problems;
}

/** A version that tells nobody what it changed. */
export function versionWarnings({ lab, source }: ReadLab): LabProblem[] {
  const problems: LabProblem[] = [];
  if (lab.version > 1 && !lab.changes.some((change) => change.version === lab.version)) {
    problems.push(source.problem(['version'], `Nothing tells what version ${String(lab.version)} changed. Whoever is in the middle of the lab reads it under "changes": - { version: ${String(lab.version)}, text: … }.`));
  }
  for (const [index, { version }] of lab.changes.entries()) {
    if (version > lab.version) problems.push(source.problem(['changes', index, 'version'], `The lab is at version ${String(lab.version)}, so this is never shown. Raise "version" to ${String(version)}.`));
  }
  return problems;
}

/** Texts of the scaffold that nobody replaced. */
export function unfilled({ source }: Pick<ReadLab, 'source'>): LabProblem[] {
  const problems: LabProblem[] = [];
  const visit = (value: unknown, path: YamlPath): void => {
    if (typeof value === 'string' && value.includes(FILL_IN)) problems.push(source.problem(path, `This is still the scaffold's: "${value}". Write it.`));
    else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) visit(each, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  visit(source.value, []);
  return problems;
}

/** Indexes of texts that were there before, blanks and case aside. */
function repeated(texts: readonly string[]): number[] {
  const plain = texts.map((text) => text.toLowerCase().replace(/\s+/g, ' ').trim());
  return plain.flatMap((text, index) => (plain.indexOf(text) < index ? [index] : []));
}

/** Folders of a lab whose files are used by name only. */
const NAMED_FOLDERS = ['steps/', 'seed/'];

/** Files that nothing names, and names in "files" that nothing makes. */
export function unusedFiles(read: ReadLab): LabProblem[] {
  const { lab, source, tree } = read;
  const named = new Set([...lab.steps.map((step) => step.lesson), ...lab.services.flatMap((service) => service.seed)]);
  const unused = [...tree.files].filter((file) => NAMED_FOLDERS.some((folder) => file.startsWith(folder)) && !named.has(file)).sort()
    .map((file): LabProblem => ({ file, message: 'Nothing in lab.yaml names this file. Name it there or take it out.' }));
  const missing = resolveAll(read).flatMap(({ lab: one, variant }) => one.steps.flatMap((step, index) => step.files.flatMap((file, position) => {
    const made = lab.files.some(({ path }) => path === file)
      || [...filesForVariant(tree.files, variant?.id ?? null)].some((each) => each === `workspace/${file}` || each.startsWith('solution/') && each.endsWith(`/${file}`));
    return made ? [] : [source.problem(['steps', index, 'files', position],
      `Neither the workspace nor a solution has the file "${file}". Put it into workspace/, or take it out of "files".`)];
  })));
  return [...missing, ...unused];
}
