/**
 * What an author should mend: errors, which keep a lab from being used, and warnings, which keep it from being
 * good or from being proven. Each with its place and with how to mend it.
 */
import type { LabProblem } from '../../shared/errors.ts';
import { answerWarnings, textWarnings, unfilled, unusedFiles, versionWarnings } from './lint-rules.ts';
import { courseFieldWarnings, glossaryProblems } from './lint-course-fields.ts';
import { figureProblems } from './lint-figures.ts';
import { lessonWarnings } from './lint-lessons.ts';
import { sizeProblems } from './lint-sizes.ts';
import { fileValueProblems } from './lint-values.ts';
import { readLab } from './load-lab.ts';

export interface LintFinding extends LabProblem {
  severity: 'error' | 'warning';
}

/**
 * @param folder the lab folder, absolute; the folder above it names the stage
 * @returns errors alone when there are any: warnings need a lab that can be read
 * @throws the signal's reason
 */
export async function lintLab(folder: string, signal: AbortSignal): Promise<LintFinding[]> {
  const result = await readLab(folder, signal);
  if ('problems' in result) return result.problems.map((problem) => ({ severity: 'error', ...problem }));
  const { read } = result;
  const lessons = await lessonWarnings(read, signal);
  const values = await fileValueProblems(read, signal);
  const sizes = await sizeProblems(read, signal);
  const glossary = await glossaryProblems(read);
  const figures = await figureProblems(read, signal);
  const warnings = [...courseFieldWarnings(read), ...answerWarnings(read), ...textWarnings(read), ...unfilled(read), ...versionWarnings(read)].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return [
    ...[...lessons.errors, ...glossary.errors, ...figures.errors, ...values, ...sizes].map((problem): LintFinding => ({ severity: 'error', ...problem })),
    ...[...warnings, ...lessons.warnings, ...glossary.warnings, ...figures.warnings, ...unusedFiles(read)].map((problem): LintFinding => ({ severity: 'warning', ...problem })),
  ];
}
