/** Where Backbench keeps a person's files on each system, so that the app and the command line agree. */

export interface Home {
  env: Readonly<Record<string, string | undefined>>;
  platform: string;
  /** The person's home folder. */
  home: string;
  /** Node's `path.resolve`; this file knows no system. */
  resolve: (...parts: string[]) => string;
}

/**
 * `BACKBENCH_DATA` wins; else the system's own place for application data (Linux: XDG base directory
 * specification; macOS: Application Support; Windows: the roaming profile).
 * @returns an absolute path that may not exist yet
 */
export function dataFolder({ env, platform, home, resolve }: Home): string {
  const chosen = env['BACKBENCH_DATA'];
  if (chosen) return resolve(chosen);
  if (platform === 'darwin') return resolve(home, 'Library', 'Application Support', 'Backbench');
  if (platform === 'win32') return resolve(env['APPDATA'] ?? resolve(home, 'AppData', 'Roaming'), 'Backbench');
  return resolve(env['XDG_DATA_HOME'] || resolve(home, '.local', 'share'), 'backbench');
}
