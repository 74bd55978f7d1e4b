/** Where the app's parts and the learner's data are. */
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { commandName } from '../shared/command-name.ts';
import { dataFolder } from '../shared/data-folder.ts';
import type { HostPlaces } from '../shared/host-protocol.ts';
import { policyPlace } from '../shared/policy.ts';

export interface Places extends Omit<HostPlaces, 'env'> {
  /** The built page. */
  pageFolder: string;
  preload: string;
  /** How the command line is called here. */
  command: string;
  hostEntry: string;
  /** Where Chromium keeps the window's own things. Within the data folder, unless that is unusable. */
  windowFolder: string;
  /** False when the data folder can't be written to; the lab host tells the learner why. */
  usable: boolean;
}

/**
 * @param mainFolder the folder of the built main process
 * @param env of this process; BACKBENCH_DATA, BACKBENCH_PREVIEW (a lab's folder) are looked at; in a checkout BACKBENCH_SQLITE_BINDING and BACKBENCH_POLICY (a file) too
 */
export function findPlaces(mainFolder: string, env: NodeJS.ProcessEnv): Places {
  const app = join(mainFolder, '..', '..');
  const packaged = basename(app) === 'app.asar';
  // Installed, the course and the rest lie beside the archive, where other programs can open them too.
  const parts = packaged ? dirname(app) : app;
  const home = homedir();
  const data = dataFolder({ env, platform: process.platform, home, resolve });
  const usable = isUsable(data);
  const preview = env['BACKBENCH_PREVIEW'] ? resolve(env['BACKBENCH_PREVIEW']) : undefined;
  // Nobody is to make an installed app load a library by a variable.
  const sqliteBinding = packaged ? undefined : env['BACKBENCH_SQLITE_BINDING'];
  return {
    dataFolder: data,
    usable,
    // Chromium ends without a word where it can't write; the window is needed to say what is wrong.
    windowFolder: usable ? data : mkdtempSync(join(tmpdir(), 'backbench-')),
    labsFolder: preview === undefined ? join(parts, 'labs') : dirname(dirname(preview)),
    ...(preview === undefined ? {} : { preview }),
    resourcesFolder: join(parts, 'resources'),
    policyFile: (packaged ? undefined : env['BACKBENCH_POLICY']) ?? policyPlace(process.platform, env),
    home,
    pageFolder: join(mainFolder, '..', 'renderer'),
    command: commandName({ folder: parts, platform: process.platform, exists: existsSync }),
    preload: join(mainFolder, '..', 'preload', 'index.cjs'),
    hostEntry: join(mainFolder, 'host.js'),
    ...(sqliteBinding ? { sqliteBinding } : {}),
  };
}

function isUsable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
