// Where the packaged app lies and what it is called. Built-in modules only: the list of suites reads it before set-up.
import { join } from 'node:path';
import { inCheckout } from '../setup/paths.mjs';

/** Everything of the installers is made in here. */
export const distFolder = inCheckout('out', 'dist');
/** Where electron-builder puts what it makes. */
export const builtFolder = join(distFolder, 'built');

/** The command line is `backbench`; the window's program must not be in its way. */
export const EXECUTABLE = 'backbench-desktop';

/** The program of the copy for the end-to-end tests, in the form that they take: see inspectable.mjs. */
export const INSPECTABLE = ['out', 'dist', 'inspectable', EXECUTABLE].join('/');

/** Where the packaged app is, ready to run. @returns {{ folder: string, executable: string, resources: string }} */
export function packagedApp() {
  if (process.platform === 'darwin') {
    const folder = join(builtFolder, process.arch === 'arm64' ? 'mac-arm64' : 'mac', 'Backbench.app');
    return { folder, executable: join(folder, 'Contents', 'MacOS', 'Backbench'), resources: join(folder, 'Contents', 'Resources') };
  }
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
  const folder = join(builtFolder, `${process.platform === 'win32' ? 'win' : 'linux'}${arch}-unpacked`);
  return { folder, executable: join(folder, process.platform === 'win32' ? 'Backbench.exe' : EXECUTABLE), resources: join(folder, 'resources') };
}
