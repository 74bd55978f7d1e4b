/**
 * The MongoDB stand-in for the native engine: the same server as in our mongo image, installed into a folder of
 * the app's data with the Python that this machine has. See resources/images/mongo/README.md.
 */
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { BackbenchError, type Attempt } from '../../shared/errors.ts';
import { recipeHash, readRecipe } from './recipe.ts';
import { followProgram } from './follow-program.ts';

/** How to start it: `program`, `args`, then mongod's options (`--bind_ip`, `--port`, `--dbpath`). */
export interface MongoStandIn {
  program: string;
  args: string[];
  /** Name and version of the server. */
  version: string;
}

export interface BuildMongoStandInOptions {
  /** resources/images. */
  recipesFolder: string;
  /** The folder to install into; replaced as a whole when the new one is complete. */
  into: string;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  signal: AbortSignal;
  /** What is being done, one line. The fraction is not known. */
  onText?: (text: string) => void;
}

/** Written last: a folder without it is not complete. */
const MANIFEST = 'stand-in.json';
/** Longest time for fetching and installing 50 MB of packages, in milliseconds. */
const INSTALL_DEADLINE_MS = 30 * 60_000;
/** Longest time for a program to tell its version, in milliseconds; the first start also compiles. */
const VERSION_DEADLINE_MS = 60_000;
/**
 * Where a Python is looked for, in order. On Linux the system's own comes first: every account may run it, and it
 * stays when somebody tidies up their own installations.
 */
const PYTHONS: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/usr/bin/python3', 'python3', 'python'],
  win32: ['python.exe', 'py.exe'],
};
/** The packages need this Python or a later one. */
const OLDEST_PYTHON = '3.10';

interface Manifest {
  program: string;
  version: string;
  /** The recipe it was made from. */
  recipe: string;
}

/**
 * Installs the stand-in, unless the present recipe's is there already.
 * @throws BackbenchError BINARY_MISSING when there is no Python with pip, IMAGE_BUILD_FAILED with the last lines
 */
export async function buildMongoStandIn(options: BuildMongoStandInOptions): Promise<MongoStandIn & { built: boolean }> {
  const { recipesFolder, into, signal, env } = options;
  const recipe = await recipeOf(recipesFolder);
  const present = await readManifest(into);
  if (present?.recipe === recipe) return { ...standInOf(present, into), built: false };

  const python = await findPython(options);
  await mkdir(dirname(into), { recursive: true });
  const made = await mkdtemp(join(dirname(into), `${basename(into)}-`));
  try {
    options.onText?.('installing the MongoDB stand-in');
    const pip = await followProgram(python, [
      '-m', 'pip', 'install', '--disable-pip-version-check', '--no-warn-conflicts', '--no-input', '--only-binary', ':all:',
      '--require-hashes', '--target', join(made, 'lib'), '-r', join(recipesFolder, 'mongo', 'requirements.txt'),
    ], {
      signal, env: { ...env, PIP_ROOT_USER_ACTION: 'ignore' }, deadlineMs: INSTALL_DEADLINE_MS,
      onLine: (line) => options.onText?.(line),
    });
    if (pip.exitCode !== 0) throw failed(pip.failure ?? `pip ended with ${pip.exitCode ?? 'a signal'}`, pip.tail);
    await copyFile(join(recipesFolder, 'mongo', 'mongod.py'), join(made, 'mongod.py'));
    const asked = await followProgram(python, [join(made, 'mongod.py'), '--version'], { signal, env, deadlineMs: VERSION_DEADLINE_MS });
    const version = asked.tail.at(-1)?.trim();
    if (asked.exitCode !== 0 || version === undefined) throw failed(asked.failure ?? 'it does not tell its version', asked.tail);
    const manifest: Manifest = { program: python, version, recipe };
    // Made for this user alone; the app may run under another account than its set-up.
    await chmod(made, 0o755);
    await writeFile(join(made, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await rm(into, { recursive: true, force: true });
    await rename(made, into);
    return { ...standInOf(manifest, into), built: true };
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/**
 * Looks for an installed stand-in.
 * @param folders where it may be, the first that has one wins
 * @returns null when there is none, or all were made from another recipe
 */
export async function findMongoStandIn(
  { recipesFolder, folders }: { recipesFolder: string; folders: readonly string[] },
): Promise<MongoStandIn | null> {
  const recipe = await recipeOf(recipesFolder);
  for (const folder of folders) {
    const manifest = await readManifest(folder);
    if (manifest?.recipe === recipe) return standInOf(manifest, folder);
  }
  return null;
}

const recipeOf = async (recipesFolder: string) => recipeHash(await readRecipe(recipesFolder, 'mongo'), null);

/** The folder may be seen under another path than when it was made. */
const standInOf = ({ program, version }: Manifest, folder: string): MongoStandIn => ({ program, args: [join(folder, 'mongod.py')], version });

async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    // Not ours, or damaged: as good as none.
    return null;
  }
}

/** A Python that is new enough and has pip. @returns its absolute path */
async function findPython({ env, platform, signal }: BuildMongoStandInOptions): Promise<string> {
  const attempts: Attempt[] = [];
  const names = PYTHONS[platform] ?? ['python3', 'python'];
  const probe = `import sys, pip; print(sys.executable); sys.exit(0 if sys.version_info >= (${OLDEST_PYTHON.replace('.', ', ')}) else 3)`;
  for (const name of names) {
    const run = await followProgram(name, ['-c', probe], { signal, env, deadlineMs: VERSION_DEADLINE_MS });
    const path = run.tail.at(-1)?.trim();
    if (run.exitCode === 0 && path !== undefined) return path;
    attempts.push({ place: name, source: isAbsolute(name) ? 'the system\'s own' : 'PATH', outcome: outcome(run.exitCode, run.failure, run.tail) });
  }
  throw new BackbenchError('BINARY_MISSING', { service: 'mongo', attempts });
}

function outcome(exitCode: number | null, failure: string | null, tail: string[]): string {
  if (failure !== null) return failure;
  if (exitCode === 3) return `older than Python ${OLDEST_PYTHON}`;
  const last = tail.at(-1) ?? `ended with ${exitCode ?? 'a signal'}`;
  return /No module named '?pip/.test(last) ? 'pip is missing (on Debian: apt-get install python3-pip)' : last;
}

const failed = (reason: string, log: string[]) =>
  new BackbenchError('IMAGE_BUILD_FAILED', { image: 'MongoDB stand-in', reason, log });
