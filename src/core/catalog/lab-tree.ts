/** What lies in a lab's folder: every file by its path, found without following a link. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LabProblem } from '../../shared/errors.ts';

/** A lab holds some dozens of files; a folder with more than this is not a lab, or holds node_modules. */
const MAX_ENTRIES = 4_000;
const MAX_DEPTH = 16;

export interface LabTree {
  /** Paths of all files, relative to the lab folder, with forward slashes. */
  files: ReadonlySet<string>;
  folders: ReadonlySet<string>;
  problems: LabProblem[];
}

/** As {@link readLabTreeSync}. @throws besides the signal's reason */
export function readLabTree(folder: string, signal: AbortSignal): Promise<LabTree> {
  return new Promise((resolve) => {
    signal.throwIfAborted();
    resolve(readLabTreeSync(folder));
  });
}

/**
 * In one go: a lab's few folders take less than a millisecond, and no change can come in between.
 * @param folder the lab folder, absolute
 * @throws the file system's error when the folder itself can't be read
 */
export function readLabTreeSync(folder: string): LabTree {
  const files = new Set<string>();
  const folders = new Set<string>();
  const problems: LabProblem[] = [];
  const waiting = [{ path: '', depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of readdirSync(join(folder, next.path), { withFileTypes: true })) {
      const path = next.path === '' ? entry.name : `${next.path}/${entry.name}`;
      if (files.size + folders.size >= MAX_ENTRIES) {
        problems.push({ file: path, message: `The lab folder holds more than ${String(MAX_ENTRIES)} files. Take out what the lab does not need.` });
        return { files, folders, problems };
      }
      if (entry.isFile()) files.add(path);
      else if (entry.isDirectory() && next.depth < MAX_DEPTH) {
        folders.add(path);
        waiting.push({ path, depth: next.depth + 1 });
      } else problems.push({ file: path, message: refusal(entry.isDirectory(), entry.isSymbolicLink()) });
    }
  }
  return { files, folders, problems };
}

function refusal(isFolder: boolean, isLink: boolean): string {
  if (isFolder) return `Folders go deeper than ${String(MAX_DEPTH)} levels. Make the lab flatter.`;
  return isLink
    ? 'This is a symbolic link. Put the file itself here: a lab folder stands alone.'
    : 'This is neither a file nor a folder. Take it out.';
}
