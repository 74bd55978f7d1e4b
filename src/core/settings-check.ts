/** What a schema can't see of a setting: whether what it names is there. */
import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { BackbenchError } from '../shared/errors.ts';
import type { Settings } from '../shared/views.ts';

/** @throws BackbenchError INPUT_REFUSED with what is wrong; nothing is kept then */
export function checkSettings({ shell }: Partial<Settings>): void {
  if (shell === undefined || shell === '') return;
  const problem = problemWith(shell);
  if (problem !== null) throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'shell', message: problem }] });
}

function problemWith(path: string): string | null {
  if (!isAbsolute(path)) return 'Write the whole path, from the root on.';
  try {
    if (!statSync(path).isFile()) return 'This is a folder.';
    accessSync(path, constants.X_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'This file may not be run.' : 'There is no such file.';
  }
}
