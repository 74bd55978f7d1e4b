/**
 * How the command line is called on this computer: the one place that knows. In a checkout npx finds it; the deb puts it
 * on the PATH; with the other packages it lies in the app's folder.
 */

/** A command as it is typed here: `images build` becomes `backbench images build`. */
export type CommandLine = (words: string) => string;

/** As the deb installs it; what the messages say where nobody knows better. */
export const INSTALLED_COMMAND = 'backbench';

/** @param name as {@link commandName} gives it */
export const commandCalled = (name: string): CommandLine => (words) => `${name} ${words}`;

export interface CommandPlaces {
  /** The folder with labs/ and resources/: the checkout, or the installed app's. */
  folder: string;
  platform: string;
  exists: (path: string) => boolean;
}

/** @returns what to type for the command line, quoted where it is a path */
export function commandName({ folder, platform, exists }: CommandPlaces): string {
  const windows = platform === 'win32';
  const place = (...names: string[]): string => [folder, ...names].join(windows ? '\\' : '/');
  if (exists(place('scripts', 'backbench.mjs'))) return 'npx backbench';
  return platform === 'linux' && exists('/usr/bin/backbench') ? INSTALLED_COMMAND : `"${place('bin', windows ? 'backbench.cmd' : 'backbench')}"`;
}
