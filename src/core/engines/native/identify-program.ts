/** Which program of this machine a name stands for, and in which version, without running it. */
import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { programPath } from './native-run.ts';

/** Variables that differ from login to login and tell no compiler anything. */
const PASSING = /^(SSH_|XDG_SESSION|XDG_RUNTIME|DBUS_|DISPLAY$|WAYLAND_|TERM|SHLVL$|_$|PWD$|OLDPWD$|WINDOWID$|INVOCATION_ID$|JOURNAL_STREAM$)/;

/**
 * The file's place, size and date, and the settings around it. Libraries elsewhere on the machine have their version in
 * their path, as in the caches of Go and Maven.
 * @param env the whole environment that it runs with, without the services' variables
 * @param ownFolder the app's data folder, which is in PATH; where it lies makes no difference
 * @throws BackbenchError BINARY_MISSING
 */
export async function identifyProgram(program: string, workspace: string, env: Record<string, string>, ownFolder: string): Promise<string> {
  const path = await realpath(programPath(program, workspace, env));
  const { size, mtimeMs } = await stat(path);
  const settings = Object.entries(env).filter(([name]) => !PASSING.test(name)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [path, String(size), String(mtimeMs), createHash('sha256').update(JSON.stringify(settings.map(([name, value]) => [name, value.replaceAll(ownFolder, '')]))).digest('hex')].join(' ');
}
