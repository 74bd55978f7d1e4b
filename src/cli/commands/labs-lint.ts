/** `backbench labs lint` */
import { stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { findLabs } from '../../core/catalog/find-labs.ts';
import { lintCourse, lintStages } from '../../core/catalog/lint-course.ts';
import { lintLab, type LintFinding } from '../../core/catalog/lint-lab.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { problemPlace } from '../../shared/messages.ts';
import type { AuthorContext } from '../index.ts';
import { count, EXIT, type ExitCode } from '../output.ts';

/** One folder with what was found in it. */
interface Linted {
  lab: string;
  /** Absolute; null for what is no lab at all. */
  folder: string | null;
  findings: LintFinding[];
}

/** @param wanted ids in the labs folder, or lab folders; all labs when empty. 0: no errors, 1: errors. */
export async function lintLabs({ output, signal, labsFolder }: AuthorContext, wanted: readonly string[]): Promise<ExitCode> {
  const linted: Linted[] = [];
  const targets = wanted.length === 0 ? await wholeCourse(labsFolder, signal, linted) : await Promise.all(wanted.map((word) => folderOf(word, labsFolder, signal)));
  // Heads of stages belong to no lab: they are looked at with the whole course.
  if (wanted.length === 0) linted.push(...(await lintStages(labsFolder, signal)).map(({ stage, folder, findings }) => ({ lab: stage, folder, findings })));
  const between = await lintCourse(labsFolder, targets, signal);
  for (const folder of targets) linted.push({ lab: basename(folder), folder, findings: [...await lintLab(folder, signal), ...between.get(folder) ?? []] });
  let errors = 0;
  let warnings = 0;
  for (const { folder, findings } of linted) {
    for (const finding of findings) {
      if (finding.severity === 'error') errors += 1;
      else warnings += 1;
      output.say(`${placeOf(folder ?? labsFolder, finding)}: ${finding.severity}: ${finding.message}`);
    }
  }
  output.data({ ok: errors === 0, errors, warnings, labs: linted });
  output.say(`${count(targets.length, 'lab')}: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`);
  return errors === 0 ? EXIT.passed : EXIT.notYet;
}

async function wholeCourse(labsFolder: string, signal: AbortSignal, linted: Linted[]): Promise<string[]> {
  const found = await findLabs(labsFolder, signal);
  for (const { lab, problems } of found.stray) linted.push({ lab, folder: null, findings: problems.map((problem) => ({ severity: 'error', ...problem })) });
  const seen = new Set<string>();
  for (const { name, folder } of found.labs) {
    if (seen.has(name)) {
      linted.push({ lab: name, folder, findings: [{ severity: 'error', file: 'lab.yaml', message: `Another stage has a lab "${name}" too. Ids are unique in the whole course.` }] });
    }
    seen.add(name);
  }
  return found.labs.map((each) => each.folder);
}

/** A folder as it is, an id looked up. @throws BackbenchError LAB_NOT_FOUND */
async function folderOf(word: string, labsFolder: string, signal: AbortSignal): Promise<string> {
  const path = resolve(word);
  if ((word.includes('/') || word.includes(sep)) && (await stat(path).catch(() => null))?.isDirectory() === true) return path;
  const { labs } = await findLabs(labsFolder, signal);
  const found = labs.find((each) => each.name === word || join(each.stage, each.name) === word);
  if (found === undefined) throw new BackbenchError('LAB_NOT_FOUND', { lab: word, known: labs.map((each) => each.name) });
  return found.folder;
}

/** As an editor or a terminal can open it: the path from here, line and column. */
function placeOf(folder: string, finding: LintFinding): string {
  const path = relative(process.cwd(), join(folder, finding.file));
  return problemPlace({ ...finding, file: path });
}
