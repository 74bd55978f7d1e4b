/** Lint of the figures of a lab: what the app would leave out, and figures that no lesson shows. */
import { BackbenchError, type LabProblem } from '../../shared/errors.ts';
import { FIGURE_FILE } from '../../shared/lesson-links.ts';
import { readLabFile } from './lab-files.ts';
import type { ReadLab } from './load-lab.ts';
import { markdownPlaces } from './markdown-places.ts';
import { readFigure } from './read-figure.ts';
import { placeIn } from './text-place.ts';

const FOLDER = 'figures/';

/** @throws the signal's reason */
export async function figureProblems(read: ReadLab, signal: AbortSignal): Promise<{ errors: LabProblem[]; warnings: LabProblem[] }> {
  const errors: LabProblem[] = [];
  const warnings: LabProblem[] = [];
  const shown = await shownFigures(read);
  for (const file of [...read.tree.files].filter((each) => each.startsWith(FOLDER)).sort()) {
    signal.throwIfAborted();
    if (!FIGURE_FILE.test(file)) {
      errors.push({ file, message: 'A figure is named like figures/b-tree.svg: lower-case letters, digits and single hyphens.' });
      continue;
    }
    errors.push(...await fileProblems(read, file));
    if (!shown.has(file)) warnings.push({ file, message: 'No lesson shows this figure. Show it or take it out.' });
  }
  return { errors, warnings };
}

async function fileProblems(read: ReadLab, file: string): Promise<LabProblem[]> {
  try {
    const text = await readLabFile(read, file);
    return readFigure(text).problems.map(({ at, message }) => ({ file, ...placeIn(text, at), message }));
  } catch (error) {
    if (error instanceof BackbenchError && error.code === 'LAB_INVALID') return (error as BackbenchError<'LAB_INVALID'>).details.problems;
    throw error;
  }
}

/** The figures that lessons name; a lesson that can't be read is told elsewhere. */
async function shownFigures(read: ReadLab): Promise<Set<string>> {
  const shown = new Set<string>();
  for (const file of new Set(read.lab.steps.map((step) => step.lesson))) {
    const text = await readLabFile(read, file).catch(() => '');
    for (const { kind, target } of markdownPlaces(text)) if (kind === 'image') shown.add(target);
  }
  return shown;
}
