/** Files for a command to read, in a folder of their own outside the workspace. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PlacedFile, PlacedFiles } from '../engine.ts';

/** Nobody writes them: what a command finds is what its author gave. */
const READ_ONLY = 0o444;

/** @param folder absolute; made by this call */
export async function placeNativeFiles(folder: string, files: readonly PlacedFile[]): Promise<PlacedFiles> {
  const placed: PlacedFiles = { folder, dispose: () => rm(folder, { recursive: true, force: true }) };
  try {
    await mkdir(folder, { recursive: true });
    for (const { path, content } of files) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content, { mode: READ_ONLY, flag: 'wx' });
    }
    return placed;
  } catch (error) {
    await placed.dispose();
    throw error;
  }
}
