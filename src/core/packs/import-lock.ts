/** One import at a time writes to a data folder, whichever process does it. */
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { lockFile } from '../lock-file.ts';

/** @returns lets go of it. @throws BackbenchError PACK_BUSY, DISK_FULL, DATA_FOLDER_UNUSABLE */
export function lockImports(packsFolder: string): Promise<() => Promise<void>> {
  const path = join(packsFolder, 'importing.lock');
  return lockFile(path, { busy: () => new BackbenchError('PACK_BUSY', { path }) });
}
