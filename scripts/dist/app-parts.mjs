// Lays out what the installers hold. The archive app.asar has the window's side and the lab host; beside it, as real
// files, lie what other programs must open: compiled modules, Node, PostgreSQL, the course, recipes, the command line.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { currentRuntime } from '../setup/electron-runtime.mjs';
import { SetupFault } from '../setup/fault.mjs';
import { inCheckout, sqliteBindingFile } from '../setup/paths.mjs';
import { closureOf, postgresPackage, RUN_TIME_PACKAGES } from './module-closure.mjs';
import { distFolder } from './packaged-app.mjs';

/** What becomes app.asar. */
export const asarFolder = join(distFolder, 'app');
/** What lies beside it in the app's folder `resources`. */
export const besideFolder = join(distFolder, 'beside');

const WINDOWS = process.platform === 'win32';

/** @returns {Record<string, string>} package.json's */
export const manifest = () => JSON.parse(readFileSync(inCheckout('package.json'), 'utf8'));

/**
 * Makes both folders anew.
 * @throws {SetupFault} when set-up has not made something that belongs into them
 */
export function layOutParts() {
  for (const folder of [asarFolder, besideFolder]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  layOutArchive();
  const beside = (/** @type {string[]} */ ...parts) => join(besideFolder, ...parts);
  // The command line runs on plain Node, which can't look into the archive. It finds labs, resources and packages two
  // folders above itself, as in a checkout.
  cpSync(inCheckout('out', 'main'), beside('out', 'main'), {
    recursive: true, filter: (path) => !path.endsWith('.map') && !['index.js', 'host.js'].includes(basename(path)),
  });
  writeFileSync(beside('package.json'), `${JSON.stringify({ name: 'backbench', version: manifest()['version'], type: 'module', private: true })}\n`);
  cpSync(inCheckout('labs'), beside('labs'), { recursive: true });
  cpSync(inCheckout('resources', 'images'), beside('resources', 'images'), { recursive: true });
  cpSync(inCheckout('resources', 'lab.schema.json'), beside('resources', 'lab.schema.json'));
  layOutModules(beside('node_modules'));
  layOutLibraries(beside('resources', 'native', 'libraries', 'javascript'));
  layOutLauncher(beside('bin'));
  for (const name of ['LICENSE', 'PRIVACY.md']) cpSync(inCheckout(name), beside(name));
}

function layOutArchive() {
  for (const part of ['main', 'preload', 'renderer']) {
    cpSync(inCheckout('out', part), join(asarFolder, 'out', part), {
      recursive: true, filter: (path) => !path.endsWith('.map') && basename(path) !== 'cli.js',
    });
  }
  const { name, version, description, license, main } = manifest();
  writeFileSync(join(asarFolder, 'package.json'), `${JSON.stringify({
    name, productName: 'Backbench', version, description, license, main, type: 'module', desktopName: 'backbench.desktop',
    author: 'The Backbench authors', homepage: 'https://backbench.invalid',
  }, null, 2)}\n`);
}

/** What of a package only its builders need. @param {string} path */
const isWaste = (path) => /\.(map|md|markdown|d\.ts|d\.mts|d\.cts|tsbuildinfo|pdb)$/i.test(path) && !/licen[cs]e/i.test(basename(path));

/** Folders of sources and build files in packages with a compiled part. */
const SOURCES = {
  'better-sqlite3': ['deps', 'src', 'binding.gyp', 'build'],
  'node-pty': ['deps', 'src', 'third_party', 'typings', 'scripts', 'binding.gyp', 'node_modules'],
  '@toondepauw/node-zstd': ['src', 'Cargo.toml', 'build.rs'],
};

/** @param {string} into */
function layOutModules(into) {
  for (const folder of closureOf(RUN_TIME_PACKAGES)) {
    const from = inCheckout('node_modules', folder);
    const sources = new Set((SOURCES[/** @type {keyof typeof SOURCES} */ (folder)] ?? []).map((name) => join(from, name)));
    cpSync(from, join(into, folder), {
      recursive: true,
      // Packages nested in this one are in the list themselves.
      filter: (path) => !sources.has(path) && !isWaste(path) && path !== join(from, 'node_modules'),
    });
  }
  keepThisPlatform(into);
  // Its programs' libraries are links, which stay links.
  const postgres = join('node_modules', ...postgresPackage().split('/'));
  cpSync(inCheckout(postgres), join(dirname(into), postgres), { recursive: true, verbatimSymlinks: true });
  const node = join('node', 'bin', WINDOWS ? 'node.exe' : 'node');
  if (!existsSync(inCheckout('node_modules', node))) throw needsSetup('Node 24');
  cpSync(inCheckout('node_modules', node), join(into, node));
  cpSync(inCheckout('node_modules', 'node', 'package.json'), join(into, 'node', 'package.json'));
}

/** Takes away what was built for other systems. @param {string} into */
function keepThisPlatform(into) {
  const own = `${process.platform}-${process.arch}`;
  const sqlite = join(into, 'better-sqlite3', 'prebuilds');
  for (const name of readdirSync(sqlite)) if (name !== `${own}.node`) rmSync(join(sqlite, name));
  // The stand-in for Electron is older than the prebuilt binding can be loaded by; what was compiled for it runs in both.
  if (currentRuntime()?.kind === 'fallback') cpSync(sqliteBindingFile, join(sqlite, `${own}.node`));
  const pty = join(into, 'node-pty');
  for (const name of readdirSync(join(pty, 'prebuilds'))) if (name !== own) rmSync(join(pty, 'prebuilds', name), { recursive: true });
  const build = join(pty, 'build');
  if (!existsSync(build)) return;
  const release = join(build, 'Release');
  rmSync(build, { recursive: true });
  mkdirSync(release, { recursive: true });
  for (const name of readdirSync(inCheckout('node_modules', 'node-pty', 'build', 'Release'))) {
    if (/\.(node|dll|exe)$|^spawn-helper$/.test(name)) cpSync(inCheckout('node_modules', 'node-pty', 'build', 'Release', name), join(release, name));
  }
}

/** The libraries of the JavaScript labs, the same on every system. @param {string} into */
function layOutLibraries(into) {
  const from = inCheckout('resources', 'native', 'libraries', 'javascript');
  if (!existsSync(join(from, 'libraries.json'))) throw needsSetup('The JavaScript libraries of the labs');
  const escape = `..${sep}`;
  cpSync(from, into, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.includes(escape) });
}

/** @param {string} what */
const needsSetup = (what) => new SetupFault(`${what} is missing from this checkout.`, { next: 'Run `npm run setup`, then the same command again.' });

/** The command `backbench`: the command line on the Node that comes with the app. @param {string} into */
function layOutLauncher(into) {
  mkdirSync(into, { recursive: true });
  if (WINDOWS) {
    writeFileSync(join(into, 'backbench.cmd'), '@echo off\r\n"%~dp0..\\node_modules\\node\\bin\\node.exe" "%~dp0..\\out\\main\\cli.js" %*\r\n');
    return;
  }
  const file = join(into, 'backbench');
  writeFileSync(file, `#!/bin/sh
# The command line of Backbench, on the Node that comes with it. A link to this file works from anywhere.
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in /*) self=$target ;; *) self=$(dirname "$self")/$target ;; esac
done
home=$(cd "$(dirname "$self")/.." && pwd)
exec "$home/node_modules/node/bin/node" "$home/out/main/cli.js" "$@"
`);
  chmodSync(file, 0o755);
}
