/** A file as the reference answer leaves it. */
import { labFiles, readLabFile } from '../catalog/lab-files.ts';
import type { LoadedLab } from '../catalog/load-lab.ts';

/**
 * @param step whose answer; what it leaves alone is as the steps before left it
 * @param path in the workspace
 * @returns null when no answer up to this step has such a file
 * @throws BackbenchError LAB_INVALID; the signal's reason
 */
export async function referenceText(loaded: LoadedLab, step: string, path: string, signal: AbortSignal): Promise<string | null> {
  const files = await labFiles(loaded, signal);
  const { steps } = loaded.lab;
  const upTo = steps.slice(0, steps.findIndex((each) => each.id === step) + 1);
  const found = upTo.toReversed().map((each) => `solution/${each.id}/files/${path}`).find((name) => files.has(name));
  return found === undefined ? null : readLabFile(loaded, found);
}
