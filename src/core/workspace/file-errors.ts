/** The file system's errors in our codes, so that a person is told what happened and what to do. */
import { BackbenchError } from '../../shared/errors.ts';

/** The code of a file system error, e.g. ENOENT; undefined for anything else. */
export function errno(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * @param path the file as the learner knows it, or the folder that could not be used
 * @returns DISK_FULL, FILE_NOT_FOUND, PATH_REFUSED or DATA_FOLDER_UNUSABLE; our own errors pass unchanged
 */
export function asFileError(error: unknown, path: string): unknown {
  if (error instanceof BackbenchError || !(error instanceof Error)) return error;
  switch (errno(error)) {
    case 'ENOSPC': case 'EDQUOT': return new BackbenchError('DISK_FULL', { path }, { cause: error });
    case 'ENOENT': return new BackbenchError('FILE_NOT_FOUND', { path }, { cause: error });
    case 'ENAMETOOLONG': return new BackbenchError('PATH_REFUSED', { path, reason: 'the name is too long' }, { cause: error });
    case 'ELOOP': return new BackbenchError('PATH_REFUSED', { path, reason: 'it is a symbolic link' }, { cause: error });
    case undefined: return error;
    default: return new BackbenchError('DATA_FOLDER_UNUSABLE', { path, reason: error.message }, { cause: error });
  }
}

/** Runs `act` and turns what it throws by {@link asFileError}. */
export async function withFileErrors<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw asFileError(error, path);
  }
}
