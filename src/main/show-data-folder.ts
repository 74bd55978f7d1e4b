/** Opens the data folder in the system's file manager. */
import { shell } from 'electron';
import { BackbenchError } from '../shared/errors.ts';

/** @throws BackbenchError DATA_FOLDER_UNUSABLE when the system has no way to show it */
export async function showDataFolder(folder: string): Promise<void> {
  const problem = await shell.openPath(folder);
  if (problem !== '') throw new BackbenchError('DATA_FOLDER_UNUSABLE', { path: folder, reason: problem });
}
