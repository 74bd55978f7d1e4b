/** The environment of the lab's shell on this machine: the person's own, the services' variables, the lab's tools. */
import { existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { libraryEnvironment } from '../../libraries/library-environment.ts';
import { presentLibraries, type PackedLibraries } from '../../libraries/library-folders.ts';

/** Libraries of the JavaScript labs that come with the app, where those of set-up are not there. */
const APP_LIBRARIES = ['express', 'pg'] as const;

export interface ShellPlaces {
  dataFolder: string;
  /** Where the programs of the whole machine lie; the data folder when left out. */
  sharedFolder?: string;
  resourcesFolder: string;
  env: NodeJS.ProcessEnv;
  /** The shell that the settings name, an absolute path; empty, or left out, for Bash. */
  shell?: () => string;
  /** Libraries of packs, asked each time. */
  packedLibraries?: PackedLibraries;
}

/** Variables that belong to the app's own process and would mislead programs that the learner starts. */
const OURS = /^(ELECTRON_|BACKBENCH_|npm_|CHROME_|NODE_OPTIONS$|NODE_ENV$|INIT_CWD$|VITEST|ORIGINAL_XDG_CURRENT_DESKTOP$)/;

/** Where binaries lie that were fetched or built for this installation. */
export const binFolder = (dataFolder: string): string => join(dataFolder, 'native', 'bin');

/** Programs that set-up unpacked and the learner's terminal offers. */
const UNPACKED_CLIENTS = ['mysql', 'mariadb'] as const;

/** What MySQL's clients read beside the variables MYSQL_HOST, MYSQL_TCP_PORT and MYSQL_PWD, which can't name user and database. */
const clientFolder = (dataFolder: string): string => join(dataFolder, 'native', 'clients');
const MYSQL_CLIENT_SETTINGS = '[client]\nuser = learner\ndefault-character-set = utf8mb4\nskip-ssl\n[mysql]\ndatabase = lab\nprompt = "\\\\d> "\n';

/** Makes the places that {@link shellEnvironment} refers to. Cheap when they are there. */
export function prepareShellPlaces({ dataFolder, resourcesFolder, packedLibraries }: ShellPlaces): void {
  const modules = appModules(resourcesFolder);
  mkdirSync(binFolder(dataFolder), { recursive: true });
  const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node)) link(node, join(binFolder(dataFolder), process.platform === 'win32' ? 'node.exe' : 'node'), 'file');
  for (const name of UNPACKED_CLIENTS) {
    const client = join(resourcesFolder, 'native', 'mysql', 'bin', name);
    if (existsSync(client)) link(client, join(binFolder(dataFolder), name), 'file');
  }
  mkdirSync(clientFolder(dataFolder), { recursive: true });
  // Clients ignore a file that others may write to.
  writeFileSync(join(clientFolder(dataFolder), 'my.cnf'), MYSQL_CLIENT_SETTINGS, { mode: 0o644 });
  // Node looks for packages in node_modules of every folder above a program: one beside the workspaces serves all.
  const libraries = join(dataFolder, 'workspaces', 'node_modules');
  mkdirSync(dirname(libraries), { recursive: true });
  const added = presentLibraries(resourcesFolder, 'javascript', packedLibraries);
  if (added !== null) return link(join(added, 'node_modules'), libraries, 'junction');
  if (lstatSync(libraries, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(libraries);
  mkdirSync(libraries, { recursive: true });
  for (const name of APP_LIBRARIES) {
    const target = join(modules, name);
    if (existsSync(target)) link(target, join(libraries, name), 'junction');
  }
}

/** The packages that came with the app. */
function appModules(resourcesFolder: string): string {
  return join(dirname(resourcesFolder), 'node_modules');
}

function link(target: string, path: string, type: 'file' | 'junction'): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there?.isSymbolicLink() === true && readlinkSync(path) === target) return;
  rmSync(path, { force: true, recursive: true });
  symlinkSync(target, path, type);
}

/** @param variables of the services; they win over the person's own */
export function shellEnvironment(places: ShellPlaces, variables: Record<string, string>): Record<string, string> {
  const own = Object.entries(places.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !OURS.test(entry[0]));
  const client = variables['MYSQL_HOST'] === undefined ? {} : { MYSQL_HOME: clientFolder(places.dataFolder) };
  const base: Record<string, string> = { LANG: 'C.UTF-8', ...Object.fromEntries(own) };
  const libraries = libraryEnvironment(places.resourcesFolder, base, places.packedLibraries);
  const env: Record<string, string> = { ...base, ...libraries.env, ...client, ...variables };
  // Windows writes the name as Path.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  // The app's own development tools are nobody's business in a lab.
  const rest = (env[name] ?? '').split(delimiter).filter((folder) => !folder.includes(`node_modules${process.platform === 'win32' ? '\\' : '/'}.bin`));
  const folders = [places.dataFolder, places.sharedFolder ?? places.dataFolder].map(binFolder);
  env[name] = [...new Set(folders), ...libraries.programs, ...rest].join(delimiter);
  return env;
}

/** Finds a program the way a shell would. @returns its path, or null */
export function findProgram(program: string, env: Record<string, string>): string | null {
  const path = Object.entries(env).find(([key]) => key.toUpperCase() === 'PATH')?.[1] ?? '';
  const endings = process.platform === 'win32' ? (env['PATHEXT'] ?? '.EXE;.CMD;.BAT').split(';') : [''];
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue;
    for (const ending of endings) {
      const candidate = join(folder, `${program}${ending}`);
      if (existsSync(candidate)) return candidate;
    }
  }
  return null;
}
