// Where set-up keeps what it makes, relative to the checkout that this file is in.
import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';

/** The checkout's own folder. */
export const root = resolve(import.meta.dirname, '..', '..');

/** @param {...string} parts @returns {string} an absolute path in the checkout */
export const inCheckout = (...parts) => resolve(root, ...parts);

/** What set-up downloads or compiles; outside node_modules, so that `npm ci` leaves it alone. */
export const cacheDir = inCheckout('.cache', 'backbench');

/** The logs of set-up and tests. */
export const logDir = inCheckout('out', 'logs');

/** Electron from the npm registry, for machines that can't reach Electron's own downloads. */
export const fallbackRuntimeDir = inCheckout('.cache', 'backbench', 'electron');

/** better-sqlite3 compiled for that runtime. */
export const sqliteBindingFile = inCheckout('.cache', 'backbench', 'sqlite', 'better_sqlite3.node');

const exe = process.platform === 'win32' ? '.exe' : '';

/** The Node that the project's tools run on, once the npm packages are installed. */
export const toolNode = inCheckout('node_modules', 'node', 'bin', `node${exe}`);

/** The same Node as seen from the checkout, whatever path the checkout is seen under. */
export const nodeHere = process.platform === 'win32' ? 'node_modules\\node\\bin\\node.exe' : 'node_modules/node/bin/node';

/**
 * @param {ImportMeta} meta a module's import.meta
 * @returns {boolean} whether Node was started with that module, and did not merely import it
 */
export function isEntry(meta) {
  try {
    return realpathSync(process.argv[1] ?? '') === realpathSync(meta.filename);
  } catch {
    return false;
  }
}

/**
 * A path as programs of another user can open it: the checkout may be seen under another path by them.
 * @param {string} path absolute
 * @returns {string} relative to the checkout when it lies there, else as it is
 */
export function fromCheckout(path) {
  const within = relative(root, path);
  return within.startsWith('..') || isAbsolute(within) ? path : within || '.';
}
