/** Copies a folder of plain files, bytes on the disk before it returns. */
import { copyFile, lstat, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { syncFolder } from './durable-files.ts';
import { errno } from './file-errors.ts';

/** As for every file of a lab. Larger ones are made when the lab starts. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * @param from absolute; when it does not exist the copy is an empty folder
 * @param to absolute; made when it does not exist. Files of the same name are replaced
 * @throws BackbenchError FILE_TOO_LARGE; PATH_REFUSED for a link or anything else that is neither file nor folder
 */
export async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const entries = await readdir(from, { withFileTypes: true }).catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyFolder(source, target);
    else if (entry.isFile()) await copyOne(source, target);
    else throw new BackbenchError('PATH_REFUSED', { path: source, reason: 'it is neither a file nor a folder' });
  }
  await syncFolder(to);
}

async function copyOne(source: string, target: string): Promise<void> {
  const { mode, size } = await lstat(source);
  if (size > MAX_FILE_BYTES) throw new BackbenchError('FILE_TOO_LARGE', { path: source, bytes: size, limitBytes: MAX_FILE_BYTES });
  await copyFile(source, target);
  // A lab may come read-only from an installed app; the learner's copy is theirs to write.
  const handle = await open(target, 'r');
  try {
    await handle.chmod(mode & 0o111 ? 0o755 : 0o644);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
