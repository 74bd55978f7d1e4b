/** A lesson as the learner reads it. */
import { readLabFile } from './lab-files.ts';
import type { LoadedLab } from './load-lab.ts';
import { variantText } from './variant-text.ts';

/**
 * @param file the lesson's path inside the lab folder
 * @returns Markdown with the parts of the lab's variant
 * @throws BackbenchError LAB_INVALID naming the file and what is wrong with it
 */
export async function readLesson(loaded: LoadedLab, file: string): Promise<string> {
  const text = await readLabFile(loaded, file);
  return loaded.variant === undefined ? text : variantText(text, loaded.variant);
}
