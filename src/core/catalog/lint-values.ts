/** Lint of `{{value.name}}` in the files of a lab: names that exist, and only where they are replaced. */
import { BackbenchError, type LabProblem } from '../../shared/errors.ts';
import { readLabFile } from './lab-files.ts';
import { markProblems } from './learner-values.ts';
import type { ReadLab } from './load-lab.ts';
import { placeIn } from './text-place.ts';

/** Files that are read through readLabFile, in the lab itself and in its variants. */
const FILLED = /^(variants\/[^/]+\/)?(steps|figures|seed|solution|alternatives|mutants|checks)\//;
const COPIED = /^(variants\/[^/]+\/)?workspace\//;

/** @throws the signal's reason */
export async function fileValueProblems(read: ReadLab, signal: AbortSignal): Promise<LabProblem[]> {
  const names = Object.keys(read.lab.values);
  const problems: LabProblem[] = [];
  for (const file of [...read.tree.files].sort()) {
    if (!FILLED.test(file) && !COPIED.test(file)) continue;
    signal.throwIfAborted();
    const text = await rawText(read, file);
    if (text === null || !text.includes('{{')) continue;
    const wrong = COPIED.test(file)
      ? [...text.matchAll(/\{\{value\./g)].map(({ index }) => ({ at: index, message: 'Files of the workspace are copied as they are. Say it in the lesson instead.' }))
      : markProblems(text, names);
    problems.push(...wrong.map(({ at, message }) => ({ file, ...placeIn(text, at), message })));
  }
  return problems;
}

/** The text as its author wrote it; null for what is no text. */
async function rawText({ folder, lab }: ReadLab, file: string): Promise<string | null> {
  try {
    return await readLabFile({ folder, lab }, file);
  } catch (error) {
    if (error instanceof BackbenchError && error.code === 'LAB_INVALID') return null;
    throw error;
  }
}
