/** The files of a learner's workspaces, for a progress file that carries the work itself. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { relativePath } from '../../shared/names.ts';
import { errno } from '../workspace/file-errors.ts';
import { scan } from '../workspace/scan.ts';
import type { LabWork } from './progress-file.ts';

/** What a learner writes by hand is far below this; generated data and builds are above, and can be made again. In bytes. */
const MOST_FILE_BYTES = 512 * 1024;

/** For each lab, in bytes: hundreds of files by hand. */
const MOST_LAB_BYTES = 8 * 1024 * 1024;

/** Folders whose content programs made. */
const MADE = new Set(['.git', 'node_modules', '__pycache__', '.venv', 'target']);

/** @param sessions of which workspaces there are @param folder that holds the workspaces, absolute */
export async function collectWork(sessions: readonly { id: string; lab: string; variant: string | null }[], folder: string, signal: AbortSignal): Promise<LabWork[]> {
  const work: LabWork[] = [];
  for (const { id, lab, variant } of sessions) {
    signal.throwIfAborted();
    const found = await labFiles(join(folder, id), signal);
    if (found !== null) work.push({ lab, variant: variant ?? '', ...found });
  }
  return work;
}

/** @returns null when the lab has no files yet */
async function labFiles(root: string, signal: AbortSignal): Promise<Pick<LabWork, 'files' | 'leftOut'> | null> {
  const entries = await scan(root, (_root, path) => Promise.resolve(MADE.has(path.slice(path.lastIndexOf('/') + 1)))).catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return null;
    throw error;
  });
  if (entries === null) return null;
  const files: LabWork['files'] = [];
  const leftOut: LabWork['leftOut'] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (entry.kind !== 'file') continue;
    signal.throwIfAborted();
    if (entry.size > MOST_FILE_BYTES || bytes + entry.size > MOST_LAB_BYTES || !relativePath.safeParse(entry.path).success) {
      leftOut.push({ path: entry.path, bytes: entry.size });
      continue;
    }
    const content = await readFile(join(root, entry.path)).catch((error: unknown) => {
      // Gone since it was listed.
      if (errno(error) === 'ENOENT') return null;
      throw error;
    });
    if (content === null) continue;
    bytes += content.byteLength;
    files.push({ path: entry.path, base64: content.toString('base64') });
  }
  return { files, leftOut };
}
