/** Lint of the lessons and of the other Markdown files: they must be readable, and draw well in the app. */
import { BackbenchError, type LabProblem } from '../../shared/errors.ts';
import { FIGURE_FILE, termOf } from '../../shared/lesson-links.ts';
import { FILL_IN } from './fill-in.ts';
import { readLabFile } from './lab-files.ts';
import type { ReadLab } from './load-lab.ts';
import { variantTextProblems } from './variant-text.ts';
import { markdownPlaces, type MarkdownPlace } from './markdown-places.ts';

/** A lesson shorter than this, in characters, can't say why, show an example and set a task. */
const SHORT_LESSON = 200;

/** A description shorter than this, in characters, describes nothing. */
const SHORT_ALT = 20;

/** Errors are lessons that can't be read at all, or that name words, variants or figures which do not exist. @throws the signal's reason */
export async function lessonWarnings(read: ReadLab, signal: AbortSignal): Promise<{ errors: LabProblem[]; warnings: LabProblem[] }> {
  const errors: LabProblem[] = [];
  const warnings: LabProblem[] = [];
  for (const file of new Set(read.lab.steps.map((step) => step.lesson))) {
    signal.throwIfAborted();
    try {
      const text = await readLabFile(read, file);
      errors.push(...variantTextProblems(text, read.lab.variants).map((problem): LabProblem => ({ file, column: 1, ...problem })));
      errors.push(...pictureProblems(file, text, read.tree.files));
      warnings.push(...warningsIn(file, text));
    } catch (error) {
      if (!(error instanceof BackbenchError) || error.code !== 'LAB_INVALID') throw error;
      errors.push(...(error as BackbenchError<'LAB_INVALID'>).details.problems);
    }
  }
  return { errors, warnings };
}

function warningsIn(file: string, text: string): LabProblem[] {
  const short: LabProblem[] = text.trim().length < SHORT_LESSON
    ? [{ file, line: 1, column: 1, message: 'This lesson is very short. Say why, show an example that is not the answer, and set the task.' }] : [];
  const left = text.split('\n').flatMap((line, index): LabProblem[] => {
    const column = line.indexOf(FILL_IN);
    return column === -1 ? [] : [{ file, line: index + 1, column: column + 1, message: `This is still the scaffold's: "${line.slice(column).trim()}". Write it.` }];
  });
  return [...short, ...left, ...markdownPlaces(text).flatMap((place): LabProblem[] => {
    const message = complaint(place);
    return message === null ? [] : [{ file, line: place.line, column: place.column, message }];
  })];
}

function complaint({ kind, depth, target }: MarkdownPlace): string | null {
  if (kind === 'heading') {
    return depth === 1 ? `The app shows the step's title above the lesson. Take the heading "# ${target}" out, or begin it with "##".` : null;
  }
  if (kind === 'image' || /^https?:\/\//i.test(target) || termOf(target) !== null) return null;
  if (target.startsWith('term:')) return `"${target}" is not the name of a term. Terms are named like [B-tree](term:b-tree).`;
  return `The link to "${target}" leads nowhere: only http and https links and terms of the glossary work. Name a file of the workspace in backquotes instead.`;
}

/** Pictures that can't be shown, or that somebody who doesn't see them learns nothing from. */
function pictureProblems(file: string, text: string, files: ReadonlySet<string>): LabProblem[] {
  return markdownPlaces(text).flatMap(({ kind, target, alt, line, column }) => {
    if (kind !== 'image') return [];
    const message = !FIGURE_FILE.test(target)
      ? `"${target}" can't be shown. Pictures are SVG files of the lab, named like figures/b-tree.svg.`
      : !files.has(target) ? `There is no file ${target} in the lab folder. Create it or correct the path.`
        : alt.trim().length < SHORT_ALT ? 'Say in the brackets what the picture shows, for somebody who can\'t see it: ![A tree of pages: the root names two leaves …](figures/b-tree.svg).' : null;
    return message === null ? [] : [{ file, line, column, message }];
  });
}
