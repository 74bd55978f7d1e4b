/** The errors of a disk that is full or must not be written to, as codes with the place. */
import { BackbenchError, isCode } from '../../../shared/errors.ts';

/** @returns DISK_FULL or DATA_FOLDER_UNUSABLE where that is what happened, else the error itself */
export function fileError(error: unknown, path: string): unknown {
  if (error instanceof BackbenchError) {
    const log = isCode(error, 'SERVICE_EXITED') ? error.details.log.join('\n') : '';
    return /no space left on device|disk quota exceeded/i.test(log) ? new BackbenchError('DISK_FULL', { path }, { cause: error }) : error;
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new BackbenchError('DISK_FULL', { path }, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') {
    return new BackbenchError('DATA_FOLDER_UNUSABLE', { path, reason: (error as Error).message }, { cause: error });
  }
  return error;
}
