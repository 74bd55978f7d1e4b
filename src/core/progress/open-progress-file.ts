/** A progress file on the disk, read with limits. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { errno } from '../workspace/file-errors.ts';
import { readProgressFile, type ProgressFile } from './progress-file.ts';

/** Packed, in bytes: a course's progress is some hundred kilobytes, the work of all labs some megabytes. */
const MOST_PACKED_BYTES = 128 * 1024 * 1024;

export interface OpenedProgress {
  bytes: Buffer;
  file: ProgressFile;
}

/** @throws BackbenchError PLACE_NOT_FOUND, FILE_TOO_LARGE, PROGRESS_FILE_UNREADABLE, PROGRESS_SIGNATURE_WRONG */
export async function openProgressFile(path: string): Promise<OpenedProgress> {
  const handle = await open(path, 'r').catch((error: unknown) => { throw coded(error, path); });
  try {
    const { size } = await handle.stat();
    if (size > MOST_PACKED_BYTES) throw new BackbenchError('FILE_TOO_LARGE', { path, bytes: size, limitBytes: MOST_PACKED_BYTES });
    const bytes = await handle.readFile();
    return { bytes, file: await readProgressFile(bytes, basename(path)) };
  } catch (error) {
    throw coded(error, path);
  } finally {
    await handle.close();
  }
}

function coded(error: unknown, path: string): unknown {
  if (error instanceof BackbenchError) return error;
  if (errno(error) === 'ENOENT') return new BackbenchError('PLACE_NOT_FOUND', { path }, { cause: error });
  return new BackbenchError('PROGRESS_FILE_UNREADABLE', { file: basename(path), reason: error instanceof Error ? error.message : String(error) }, { cause: error });
}
