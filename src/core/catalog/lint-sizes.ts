/** Lint of the sizes of a lab's files: what is too large can't be read when the lab is used. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabProblem } from '../../shared/errors.ts';
import { MAX_FILE_BYTES } from './lab-files.ts';
import type { ReadLab } from './load-lab.ts';

/** @throws the signal's reason */
export async function sizeProblems({ folder, tree }: ReadLab, signal: AbortSignal): Promise<LabProblem[]> {
  const problems: LabProblem[] = [];
  for (const file of [...tree.files].sort()) {
    signal.throwIfAborted();
    const size = await lstat(join(folder, file)).then((stat) => stat.size, () => 0);
    if (size > MAX_FILE_BYTES) {
      problems.push({ file, message: `The file has ${String(size)} bytes; the limit is ${String(MAX_FILE_BYTES)}. Let it be made at the start instead: "files" and "generate" in lab.yaml.` });
    }
  }
  return problems;
}
