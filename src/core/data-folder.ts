/** Where Backbench keeps a person's files on each system, so that the app and the command line agree. */
import { join } from 'node:path';

/**
 * `BACKBENCH_DATA` wins; else the system's own place for application data (Linux: XDG base directory
 * specification; macOS: Application Support; Windows: the roaming profile).
 * @returns an absolute path that may not exist yet
 */
export function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  const chosen = env['BACKBENCH_DATA'];
  if (chosen) return chosen;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Backbench');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Backbench');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'backbench');
}
