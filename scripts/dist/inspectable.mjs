// A copy of the packaged app for the end-to-end tests: Playwright drives the main process through V8's inspector, which
// a fuse switches off for good. The copy differs from the packaged app by that one fuse and nothing else.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { distFolder } from './packaged-app.mjs';

/**
 * @param {{ folder: string, executable: string }} app the packaged one; Linux only
 * @returns {Promise<void>}
 */
export async function makeInspectable({ folder, executable }) {
  const copy = join(distFolder, 'inspectable');
  rmSync(copy, { recursive: true, force: true });
  // Linked, not copied: half a gigabyte stays where it is.
  execFileSync('cp', ['-a', '--link', folder, copy]);
  const program = join(copy, basename(executable));
  rmSync(program);
  copyFileSync(executable, program);
  chmodSync(program, 0o755);
  await flipFuses(program, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
}
