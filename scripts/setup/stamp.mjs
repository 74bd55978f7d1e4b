// Remembers what a step was last done for, so that it is done again only when that changed.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { cacheDir, root } from './paths.mjs';

/** @param {string} name */
const stampFile = (name) => join(cacheDir, 'stamps', name);

/** @param {string} name @param {string} value @returns {boolean} whether the step was last done for this value */
export function isStamped(name, value) {
  try {
    return readFileSync(stampFile(name), 'utf8') === value;
  } catch {
    return false;
  }
}

/** @param {string} name @param {string} value */
export function stamp(name, value) {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), value);
}

/**
 * @param {string[]} paths files and folders, absolute; missing ones count as such
 * @param {(path: string) => boolean} [wanted] which files count, by their path in the checkout with forward slashes
 * @returns {string} one hash of all their names and contents
 */
export function hashOf(paths, wanted = () => true) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const visit = (path) => {
    const name = relative(root, path).split(sep).join('/');
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const entry of readdirSync(path).sort()) visit(join(path, entry));
    } else if (wanted(name)) {
      hash.update(`${name}\0`);
      hash.update(stat === undefined ? 'missing' : readFileSync(path));
      hash.update('\0');
    }
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}
